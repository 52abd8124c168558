package dev.satchel.storage.wire;

/** What a node can be asked to do. The number is part of the protocol. */
public enum Op {
  PING,
  STATS,
  LIST,
  INFO,
  CREATE,
  APPEND,
  READ,
  CLAIM,
  CLOSE,
  SEAL,
  TRASH,
  RESTORE,
  PURGE;

  private static final Op[] VALUES = values();

  static Op of(int code) throws WireException {
    if (code < 0 || code >= VALUES.length) {
      throw new WireException("no operation has number " + code);
    }
    return VALUES[code];
  }
}
