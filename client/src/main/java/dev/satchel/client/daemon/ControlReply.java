package dev.satchel.client.daemon;

import dev.satchel.cli.ExitCode;
import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * One line from the daemon.
 *
 * @param done false: the answer is still to come, this says how far it is
 * @param exitCode what the command that asked should exit with
 * @param message a sentence for a person, when there is something to say
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record ControlReply(
    boolean done, int exitCode, @Nullable String message, @Nullable StatusDocument status) {

  static ControlReply done(StatusDocument status) {
    return new ControlReply(true, ExitCode.DONE, null, status);
  }

  static ControlReply progress(StatusDocument status) {
    return new ControlReply(false, ExitCode.DONE, null, status);
  }

  static ControlReply failed(int exitCode, String message) {
    return new ControlReply(true, exitCode, message, null);
  }
}
