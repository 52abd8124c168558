package dev.satchel.client.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the engine stands.
 *
 * @param detail one sentence for a person when the state asks for one
 * @param uploadedBytes block payload on the wire since the engine was opened
 * @param conflicts conflicted copies that lie in the folder
 * @param cursor how far the server's journal has been read
 */
public record EngineStatus(
    EngineState state,
    @Nullable String detail,
    Pending pending,
    long uploadedBytes,
    long downloadedBytes,
    long conflicts,
    List<PathProblem> problems,
    @Nullable String cursor) {

  /**
   * What is still to be done.
   *
   * @param bytes sizes of the files among them
   */
  public record Pending(long uploads, long downloads, long bytes) {

    /** Nothing. */
    public static final Pending NONE = new Pending(0, 0, 0);
  }
}
