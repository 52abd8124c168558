package dev.satchel.metadata.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The first answers to requests that carried a key of their own. */
public final class AnswerTable {

  private final Handle handle;

  /** In the handle's transaction if it has one. */
  public AnswerTable(Handle handle) {
    this.handle = handle;
  }

  /**
   * An answer as it was given.
   *
   * @param request the digest of the request that it answers
   */
  public record Stored(byte[] request, byte[] answer) {}

  /** The answer that the key had. */
  public Optional<Stored> find(long userId, String key) {
    return handle
        .createQuery("SELECT request, answer FROM answers WHERE user_id = ? AND request_key = ?")
        .bind(0, userId)
        .bind(1, key)
        .map((row, context) -> new Stored(row.getBytes(1), row.getBytes(2)))
        .findOne();
  }

  /** Remembers an answer. */
  public void add(long userId, String key, Stored stored, Instant now) {
    handle.execute(
        "INSERT INTO answers (user_id, request_key, request, answer, answered_at)"
            + " VALUES (?, ?, ?, ?, ?)",
        userId,
        key,
        stored.request(),
        stored.answer(),
        now.toEpochMilli());
  }

  /** Forgets up to {@code most} answers from before {@code moment}; answers how many. */
  public int forget(Instant moment, int most) {
    return handle
        .createUpdate(
            "DELETE FROM answers WHERE (user_id, request_key) IN"
                + " (SELECT user_id, request_key FROM answers WHERE answered_at <= ? LIMIT ?)")
        .bind(0, moment.toEpochMilli())
        .bind(1, most)
        .execute();
  }
}
