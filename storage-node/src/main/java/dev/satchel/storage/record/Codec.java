package dev.satchel.storage.record;

/** How the payload of a record was made from the plain bytes. */
public enum Codec {
  /** As it is. */
  RAW(0),
  /** One zstd frame. */
  ZSTD(1);

  private final int code;

  Codec(int code) {
    this.code = code;
  }

  /** The number in the record's header. */
  public int code() {
    return code;
  }
}
