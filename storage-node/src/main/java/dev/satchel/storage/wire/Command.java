package dev.satchel.storage.wire;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ScrubAction;
import dev.satchel.storage.TrafficClass;

/**
 * What a request asks, without its payload. Fields that an operation does not need are 0.
 *
 * @param offset where to append, read or pull; the length to seal at; the bucket of a new extent
 * @param epoch the manager's, or the writer's for an append or a claim
 * @param argument how many bytes to read; the generation of a new extent; for how many seconds an
 *     extent must have lain in the trash; what a scrub is told; whether a disk is to be kept apart
 * @param traffic for whom bytes move
 */
public record Command(
    Op op, ExtentId id, long offset, long epoch, int argument, TrafficClass traffic) {

  private static final ExtentId NONE = new ExtentId(0);

  /** An error's sentence, and any answer that is a value only. */
  private static final int SMALL_ANSWER_BYTES = 4096;

  /** For a client, as everything is that does not say otherwise. */
  private Command(Op op, ExtentId id, long offset, long epoch, int argument) {
    this(op, id, offset, epoch, argument, TrafficClass.CLIENT);
  }

  public static Command of(Op op) {
    return new Command(op, NONE, 0, 0, 0);
  }

  public static Command info(ExtentId id) {
    return new Command(Op.INFO, id, 0, 0, 0);
  }

  public static Command create(long epoch, ExtentId id, long bucketId, int generation) {
    return new Command(Op.CREATE, id, bucketId, epoch, generation);
  }

  public static Command append(ExtentId id, long offset, long writerEpoch) {
    return new Command(Op.APPEND, id, offset, writerEpoch, 0);
  }

  public static Command read(ExtentId id, long offset, int lengthBytes) {
    return new Command(Op.READ, id, offset, 0, lengthBytes);
  }

  public static Command claim(ExtentId id, long writerEpoch) {
    return new Command(Op.CLAIM, id, 0, writerEpoch, 0);
  }

  public static Command close(long epoch, ExtentId id) {
    return new Command(Op.CLOSE, id, 0, epoch, 0);
  }

  public static Command seal(long epoch, ExtentId id, long lengthBytes) {
    return new Command(Op.SEAL, id, lengthBytes, epoch, 0);
  }

  public static Command trash(long epoch, ExtentId id) {
    return new Command(Op.TRASH, id, 0, epoch, 0);
  }

  public static Command restore(long epoch, ExtentId id) {
    return new Command(Op.RESTORE, id, 0, epoch, 0);
  }

  public static Command purge(long epoch, ExtentId id, int leastAgeSeconds) {
    return new Command(Op.PURGE, id, 0, epoch, leastAgeSeconds);
  }

  public static Command checksums(ExtentId id) {
    return new Command(Op.CHECKSUMS, id, 0, 0, 0);
  }

  public static Command pull(long epoch, ExtentId id, long offset) {
    return new Command(Op.PULL, id, offset, epoch, 0);
  }

  public static Command scrub(ScrubAction action, long bytesPerSecond) {
    return new Command(Op.SCRUB, NONE, bytesPerSecond, 0, action.ordinal());
  }

  public static Command look(ExtentId id, long offset) {
    return new Command(Op.SCRUB, id, offset, 0, ScrubAction.LOOK.ordinal());
  }

  public static Command quarantine(long epoch, boolean apart) {
    return new Command(Op.QUARANTINE, NONE, 0, epoch, apart ? 1 : 0);
  }

  /** The same, but for another class of traffic. */
  public Command in(TrafficClass other) {
    return new Command(op, id, offset, epoch, argument, other);
  }

  /** Whether the answer may be several responses, which together are as long as was asked for. */
  public boolean isAnsweredInPieces() {
    return op == Op.READ;
  }

  /** No honest answer has a longer body. */
  public int mostAnswerBytes() {
    return switch (op) {
      case READ -> Math.clamp(argument, SMALL_ANSWER_BYTES, ResponseFormat.MAX_BODY_BYTES);
      case PING, APPEND, CLAIM, CLOSE, TRASH, PURGE, PULL -> SMALL_ANSWER_BYTES;
      case STATS, LIST, INFO, CREATE, SEAL, RESTORE, CHECKSUMS, SCRUB, QUARANTINE ->
          ResponseFormat.MAX_BODY_BYTES;
    };
  }
}
