package dev.satchel.client.daemon;

import io.avaje.json.JsonException;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;

/** The lines of the control socket, as JSON. */
public final class ControlDocuments {

  private static final Jsonb JSON = Jsonb.builder().serializeNulls(true).build();

  static final JsonType<ControlRequest> REQUEST = JSON.type(ControlRequest.class);
  static final JsonType<ControlReply> REPLY = JSON.type(ControlReply.class);

  /** The document that {@code status --json} prints. */
  public static final JsonType<StatusDocument> STATUS = JSON.type(StatusDocument.class);

  private ControlDocuments() {}

  static <T> T read(JsonType<T> type, String line) throws IOException {
    try {
      T value = type.fromJson(line);
      if (value != null) {
        return value;
      }
    } catch (JsonException e) {
      throw new IOException("a line that cannot be read: " + e.getMessage(), e);
    }
    throw new IOException("an empty line");
  }
}
