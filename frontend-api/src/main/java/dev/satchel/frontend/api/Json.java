package dev.satchel.frontend.api;

import dev.satchel.contract.MalformedValueException;
import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.Response;
import io.avaje.json.JsonException;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/** JSON in and out. What comes in is checked to the letter: unknown fields are refused too. */
public final class Json {
  private static final Jsonb JSONB = Jsonb.builder().build();

  private Json() {}

  /** How to read and write a record. */
  public static <T> JsonType<T> type(Class<T> record) {
    return JSONB.type(record);
  }

  /**
   * Reads a request's body.
   *
   * @throws ProblemException saying what is wrong with it
   */
  public static <T> T read(JsonType<T> type, byte[] body) {
    JsonSyntax.check(body);
    try (FieldReader reader = new FieldReader(JSONB.reader(body))) {
      try {
        return type.fromJson(reader);
      } catch (MalformedValueException e) {
        throw bad(reader.place() + " is not what is taken here: " + e.getMessage() + ".");
      } catch (JsonException | IllegalStateException e) {
        throw bad(reader.place() + " is not what is taken here.");
      }
    }
  }

  /** 200 with this document. */
  public static <T> Response answer(JsonType<T> type, T document) {
    return Response.json(type.toJsonBytes(document));
  }

  /**
   * A field that must be there.
   *
   * @throws ProblemException naming it if it is not
   */
  public static <T> T required(@Nullable T value, String name) {
    if (value == null) {
      throw bad("The field \"" + name + "\" is missing.");
    }
    return value;
  }

  static ProblemException bad(String detail) {
    return new ProblemException(ProblemCode.BAD_REQUEST, detail);
  }
}
