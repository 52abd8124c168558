package dev.satchel.storage.server;

import dev.satchel.storage.extent.ReadPlan;
import dev.satchel.storage.format.BatchFormat;
import dev.satchel.storage.pull.PullService;
import dev.satchel.storage.runtime.PayloadAllocator;
import dev.satchel.storage.wire.Op;
import dev.satchel.storage.wire.RequestFormat;
import dev.satchel.storage.wire.RequestHeader;
import dev.satchel.storage.wire.ResponseFormat;

/**
 * What a request takes of the budget, from its header until its answer has left: the memory of its
 * buffers, which is more than their lengths.
 */
final class RequestCost {

  private final boolean encrypted;

  /** The smallest request: bounds their number, and holds any answer of a few fields. */
  private static final long LEAST_BYTES = 4096;

  /** The page checksums of the largest extent that a disk may have. */
  private static final long CHECKSUMS_BYTES = 4L << 20;

  /** A thousand damaged pages. */
  private static final long SCRUB_REPORT_BYTES = 128 << 10;

  /**
   * For one connection.
   *
   * @param encrypted then an answer is held a second time, as it goes out
   */
  RequestCost(boolean encrypted) {
    this.encrypted = encrypted;
  }

  /** Payload or answer, whichever it has. */
  long bytes(RequestHeader header) {
    int copies = encrypted ? 2 : 1;
    return LEAST_BYTES + payloadBytes(header) + workBytes(header) + copies * answerBytes(header);
  }

  private static long payloadBytes(RequestHeader header) {
    int lengthBytes = header.bodyLengthBytes();
    return PayloadAllocator.heldBytes(
        header.command().op() == Op.APPEND ? BatchFormat.paddedLength(lengthBytes) : lengthBytes);
  }

  /** What is held while it is done. */
  private static long workBytes(RequestHeader header) {
    return header.command().op() == Op.PULL ? PullService.HELD_BYTES : 0;
  }

  private static long answerBytes(RequestHeader header) {
    return switch (header.command().op()) {
      case READ ->
          ReadPlan.bufferLengths(
                  Math.clamp(header.command().argument(), 1, RequestFormat.MAX_PAYLOAD_BYTES))
              .mapToLong(PayloadAllocator::heldBytes)
              .sum();
      case SEAL, CHECKSUMS -> CHECKSUMS_BYTES;
      case SCRUB -> SCRUB_REPORT_BYTES;
      case LIST -> ResponseFormat.MAX_BODY_BYTES;
      case APPEND,
          PING,
          STATS,
          INFO,
          CREATE,
          CLAIM,
          CLOSE,
          TRASH,
          RESTORE,
          PURGE,
          PULL,
          QUARANTINE ->
          0;
    };
  }
}
