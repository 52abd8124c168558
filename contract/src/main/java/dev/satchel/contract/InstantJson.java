package dev.satchel.contract;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** A moment in JSON is RFC 3339 with up to nine decimals of a second. */
@CustomAdapter
public final class InstantJson implements JsonAdapter<Instant> {

  /** Called by the JSON library. */
  public InstantJson(Jsonb json) {}

  @Override
  public void toJson(JsonWriter writer, Instant moment) {
    writer.value(moment.toString());
  }

  @Override
  public Instant fromJson(JsonReader reader) {
    String text = reader.readString();
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new MalformedValueException("a time is written as RFC 3339");
    }
  }
}
