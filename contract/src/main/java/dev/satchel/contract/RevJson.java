package dev.satchel.contract;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;

/** A revision is a string; the {@code 0} of "must not exist" may come as a number. */
@CustomAdapter(global = false)
public final class RevJson implements JsonAdapter<String> {

  /** Called by the JSON library. */
  public RevJson(Jsonb json) {}

  @Override
  public void toJson(JsonWriter writer, String rev) {
    writer.value(rev);
  }

  @Override
  public String fromJson(JsonReader reader) {
    return reader.currentToken() == JsonReader.Token.NUMBER
        ? Long.toString(reader.readLong())
        : reader.readString();
  }
}
