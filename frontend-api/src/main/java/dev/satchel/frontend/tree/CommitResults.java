package dev.satchel.frontend.tree;

import dev.satchel.contract.CommitResult;
import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.api.Json;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.Response;
import io.avaje.jsonb.JsonType;
import org.jspecify.annotations.Nullable;

/** The answer to a single commit: its result, or its refusal as a problem. */
final class CommitResults {
  private static final JsonType<CommitResult> ONE = Json.type(CommitResult.class);
  private static final int DONE = 200;

  private CommitResults() {}

  /**
   * The answer to a result.
   *
   * @param cursor of the whole commit, where the result has none of its own
   * @throws ProblemException if the entry was refused
   */
  static Response response(CommitResult result, @Nullable String cursor) {
    if (result.status() != DONE) {
      throw ProblemException.refusedCommit(
          code(result), result.detail(), result.conflict(), result.missing());
    }
    CommitResult whole =
        new CommitResult(
            DONE,
            result.rev(),
            result.id(),
            result.cursor() == null ? cursor : result.cursor(),
            null,
            null,
            null,
            null);
    return Json.answer(ONE, whole);
  }

  private static ProblemCode code(CommitResult result) {
    for (ProblemCode code : ProblemCode.values()) {
      if (code.text().equals(result.code())) {
        return code;
      }
    }
    throw new IllegalStateException("a commit was refused with an unknown code: " + result);
  }
}
