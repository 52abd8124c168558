package dev.satchel.contract;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;

/** A block hash in JSON is its text form, and never {@code null}, in a list neither. */
@CustomAdapter
public final class BlockHashJson implements JsonAdapter<BlockHash> {

  /** Called by the JSON library. */
  public BlockHashJson(Jsonb json) {}

  @Override
  public JsonAdapter<BlockHash> nullSafe() {
    return this;
  }

  @Override
  public void toJson(JsonWriter writer, BlockHash hash) {
    writer.value(hash.toString());
  }

  @Override
  public BlockHash fromJson(JsonReader reader) {
    if (reader.isNullValue()) {
      throw new MalformedValueException("a block hash is not null");
    }
    try {
      return BlockHash.parse(reader.readString());
    } catch (IllegalArgumentException e) {
      throw new MalformedValueException(String.valueOf(e.getMessage()));
    }
  }
}
