package dev.satchel.contract;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells whoever sends another kind which there are. */
@CustomAdapter
public final class ChangeKindJson implements JsonAdapter<ChangeKind> {

  private static final Map<String, ChangeKind> KINDS =
      Arrays.stream(ChangeKind.values())
          .collect(Collectors.toUnmodifiableMap(ChangeKind::json, Function.identity()));

  /** Called by the JSON library. */
  public ChangeKindJson(Jsonb json) {}

  @Override
  public void toJson(JsonWriter writer, ChangeKind kind) {
    writer.value(kind.json());
  }

  @Override
  public ChangeKind fromJson(JsonReader reader) {
    ChangeKind kind = KINDS.get(reader.readString());
    if (kind == null) {
      throw new MalformedValueException("a kind is file, folder, symlink, deleted or move");
    }
    return kind;
  }
}
