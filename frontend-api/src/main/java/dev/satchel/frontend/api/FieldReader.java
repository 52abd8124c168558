package dev.satchel.frontend.api;

import io.avaje.json.JsonReader;
import io.avaje.json.PropertyNames;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;

/** Reads on, and knows which field it is at: for a refusal that names it. */
final class FieldReader implements JsonReader {
  private static final int MAX_NAME_CHARS = 100;

  private final JsonReader reader;

  /** The fields that hold the objects around this one. */
  private final Deque<String> around = new ArrayDeque<>();

  /** Empty outside of any field. */
  private String field = "";

  FieldReader(JsonReader reader) {
    this.reader = reader;
  }

  /** What is being read, in words that begin a sentence. */
  String place() {
    return field.isEmpty() ? "The body" : "The field \"" + brief(field) + "\"";
  }

  @Override
  public void beginObject(PropertyNames names) {
    reader.beginObject(names);
    enter();
  }

  @Override
  public void beginObject() {
    reader.beginObject();
    enter();
  }

  private void enter() {
    around.push(field);
    field = "";
  }

  @Override
  public void endObject() {
    reader.endObject();
    field = around.pop();
  }

  @Override
  public String nextField() {
    field = reader.nextField();
    return field;
  }

  @Override
  public void unmappedField(String name) {
    throw Json.bad("The field \"" + brief(name) + "\" is unknown.");
  }

  private static String brief(String name) {
    return name.length() <= MAX_NAME_CHARS ? name : name.substring(0, MAX_NAME_CHARS);
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return reader.unwrap(type);
  }

  @Override
  public void beginArray() {
    reader.beginArray();
  }

  @Override
  public void endArray() {
    reader.endArray();
  }

  @Override
  public boolean hasNextElement() {
    return reader.hasNextElement();
  }

  @Override
  public boolean hasNextField() {
    return reader.hasNextField();
  }

  @Override
  public boolean isNullValue() {
    return reader.isNullValue();
  }

  @Override
  public boolean readBoolean() {
    return reader.readBoolean();
  }

  @Override
  public int readInt() {
    return reader.readInt();
  }

  @Override
  public long readLong() {
    return reader.readLong();
  }

  @Override
  public double readDouble() {
    return reader.readDouble();
  }

  @Override
  public BigDecimal readDecimal() {
    return reader.readDecimal();
  }

  @Override
  public BigInteger readBigInteger() {
    return reader.readBigInteger();
  }

  @Override
  public String readString() {
    return reader.readString();
  }

  @Override
  public byte[] readBinary() {
    return reader.readBinary();
  }

  @Override
  public String readRaw() {
    return reader.readRaw();
  }

  @Override
  public String location() {
    return reader.location();
  }

  @Override
  public Token currentToken() {
    return reader.currentToken();
  }

  @Override
  public void skipValue() {
    reader.skipValue();
  }

  @Override
  public void close() {
    reader.close();
  }
}
