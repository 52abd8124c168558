package dev.satchel.storage;

/** The name of an extent, unique in the cell; the manager gives it out. */
public record ExtentId(long value) {

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
