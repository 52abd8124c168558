package dev.satchel.metadata;

import dev.satchel.contract.CommitAnswer;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.CommitRequest;
import dev.satchel.contract.ProblemCode;
import dev.satchel.metadata.store.AnswerTable;
import io.avaje.jsonb.Jsonb;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A request's own key, under which its answer is found again.
 *
 * @param digest of the request, as one key is for one request
 */
record AnswerKey(long userId, String key, byte[] digest) {

  private static final Jsonb JSON = Jsonb.builder().build();

  static AnswerKey of(Caller caller, String key, List<CommitEntry> entries, boolean atomic) {
    byte[] request = JSON.type(CommitRequest.class).toJsonBytes(new CommitRequest(entries, atomic));
    return new AnswerKey(caller.userId(), key, Digests.sha256(request));
  }

  /** The answer that was given before. */
  Optional<CommitAnswer> recall(AnswerTable answers) {
    Optional<AnswerTable.Stored> stored = answers.find(userId, key);
    if (stored.isPresent() && !MessageDigest.isEqual(stored.get().request(), digest)) {
      throw new RefusedException(
          ProblemCode.INVALID, "the Idempotency-Key was used for another request");
    }
    return stored.map(found -> JSON.type(CommitAnswer.class).fromJson(inflate(found.answer())));
  }

  void remember(AnswerTable answers, CommitAnswer answer, Instant now) {
    byte[] packed = deflate(JSON.type(CommitAnswer.class).toJsonBytes(answer));
    answers.add(userId, key, new AnswerTable.Stored(digest, packed), now);
  }

  private static byte[] deflate(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] inflate(byte[] packed) {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
