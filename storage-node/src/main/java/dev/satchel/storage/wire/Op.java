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
  PURGE,
  CHECKSUMS,
  PULL,
  SCRUB,
  QUARANTINE;

  private static final Op[] VALUES = values();

  /** The longest body that a request may have; one that may have a body has one. */
  int mostBodyBytes() {
    return switch (this) {
      case APPEND -> RequestFormat.MAX_PAYLOAD_BYTES;
      case PULL -> PullFormat.MAX_BODY_BYTES;
      case QUARANTINE -> QuarantineBodyFormat.MAX_BODY_BYTES;
      default -> 0;
    };
  }

  static Op of(int code) throws WireException {
    if (code < 0 || code >= VALUES.length) {
      throw new WireException("no operation has number " + code);
    }
    return VALUES[code];
  }
}
