package dev.satchel.storage.format;

/** Four ASCII letters at the start of a structure, readable in a hex dump. */
public final class Magic {

  private Magic() {}

  /** The letters as a little-endian word. */
  public static int of(String letters) {
    if (letters.length() != Integer.BYTES) {
      throw new IllegalArgumentException("a magic is four letters");
    }
    int word = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      word |= letters.charAt(i) << Byte.SIZE * i;
    }
    return word;
  }
}
