package dev.satchel.client.engine;

import dev.satchel.client.plan.Change;
import dev.satchel.client.remote.ServerException;
import dev.satchel.client.transfer.DownloadOutcome;
import dev.satchel.client.transfer.UploadOutcome;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is reported to the control thread. */
sealed interface Event {

  /** A file is in its temporary place, or not. */
  record Downloaded(Change change, Path temp, DownloadOutcome outcome) implements Event {}

  /** A group of files was sent, or not, each with its outcome. */
  record Uploaded(List<Change> changes, List<UploadOutcome> outcomes) implements Event {}

  /** A transfer could not be tried: no server, or no right to speak to it. */
  record TransferFailed(List<Change> changes, ServerException why) implements Event {}

  /** A transfer broke in a way that nobody foresaw. */
  record TransferBroke(List<Change> changes, RuntimeException why) implements Event {}

  /** Something happened at this path; without one, anywhere. */
  record Hint(@Nullable Path path) implements Event {}

  /** The server's journal went on. */
  record JournalMoved() implements Event {}

  /** Stopped, paused, resumed, or allowed to go on. */
  record Steered() implements Event {}
}
