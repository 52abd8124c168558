package dev.satchel.metadata;

import dev.satchel.contract.CommitAnswer;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.Limits;
import dev.satchel.contract.ProblemCode;
import dev.satchel.metadata.store.Database;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of a tree. */
public final class Commits {

  private static final int MAX_KEY_CHARACTERS = 255;

  private final Database database;
  private final MetadataConfig config;
  private final CommitListeners listeners;

  Commits(Database database, MetadataConfig config, CommitListeners listeners) {
    this.database = database;
    this.config = config;
    this.listeners = listeners;
  }

  /**
   * Applies the entries in order, each seeing those before it, in one transaction.
   *
   * <p>Entries that are refused change nothing; the others stand unless {@code atomic} says all or
   * none. A request that comes again with the same {@code idempotencyKey} gets the answer that the
   * first one got; an answer that changed nothing is not remembered, as asking again is harmless
   * and may do better.
   *
   * @throws RefusedException for too many entries, or a key that another request had
   */
  public CommitAnswer commit(
      Caller caller, List<CommitEntry> entries, boolean atomic, @Nullable String idempotencyKey) {
    if (entries.size() > Limits.MAX_ENTRIES) {
      throw new RefusedException(
          ProblemCode.TOO_MANY, "a commit has at most " + Limits.MAX_ENTRIES + " entries");
    }
    if (idempotencyKey != null
        && (idempotencyKey.isBlank() || idempotencyKey.length() > MAX_KEY_CHARACTERS)) {
      throw new RefusedException(
          ProblemCode.BAD_REQUEST,
          "an Idempotency-Key has 1 to " + MAX_KEY_CHARACTERS + " characters");
    }
    AnswerKey key =
        idempotencyKey == null ? null : AnswerKey.of(caller, idempotencyKey, entries, atomic);
    CommitRun run = new CommitRun(caller, entries, atomic, config);
    CommitAnswer answer = database.write(handle -> run.in(handle, key));
    run.change().ifPresent(listeners::tell);
    return answer;
  }
}
