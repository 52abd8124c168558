package dev.satchel.client.daemon;

import dev.satchel.client.engine.EngineState;
import dev.satchel.client.engine.EngineStatus;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The document of {@code satchel status --json}.
 *
 * @param detail one sentence for a person when the state asks for one
 * @param uploadedBytes block payload on the wire since the client was started
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record StatusDocument(
    String state,
    @Nullable String detail,
    long pendingUploads,
    long pendingDownloads,
    long pendingBytes,
    long uploadedBytes,
    long downloadedBytes,
    long conflicts,
    List<Problem> problems,
    @Nullable String cursor) {

  /** A path that is not in sync, and why. */
  @Json(naming = Json.Naming.LowerUnderscore)
  public record Problem(String path, String code, String detail) {}

  /** The same in another state. */
  StatusDocument as(EngineState newState, @Nullable String newDetail) {
    return new StatusDocument(
        newState.text(),
        newDetail,
        pendingUploads,
        pendingDownloads,
        pendingBytes,
        uploadedBytes,
        downloadedBytes,
        conflicts,
        problems,
        cursor);
  }

  /** The engine's status in the form that goes to programs. */
  public static StatusDocument of(EngineStatus status) {
    return new StatusDocument(
        status.state().text(),
        status.detail(),
        status.pending().uploads(),
        status.pending().downloads(),
        status.pending().bytes(),
        status.uploadedBytes(),
        status.downloadedBytes(),
        status.conflicts(),
        status.problems().stream()
            .map(problem -> new Problem(problem.path(), problem.code(), problem.detail()))
            .toList(),
        status.cursor());
  }
}
