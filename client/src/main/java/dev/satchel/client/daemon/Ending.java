package dev.satchel.client.daemon;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.engine.EngineState;
import dev.satchel.client.engine.EngineStatus;
import dev.satchel.client.engine.SyncRootException;
import dev.satchel.client.home.NotSignedInException;
import dev.satchel.client.remote.ServerException;
import java.io.IOException;

/** How a command ends, as its exit code. */
public final class Ending {

  private Ending() {}

  /** The code for a failure. */
  public static int codeOf(IOException failure) {
    return switch (failure) {
      case NotSignedInException _ -> ExitCode.REFUSED;
      case SyncRootException _ -> ExitCode.UNSAFE;
      case ServerException.Unreachable _ -> ExitCode.UNREACHABLE;
      case ServerException.Refused e when e.status() == 401 || e.status() == 403 ->
          ExitCode.REFUSED;
      case ServerException.Refused e when e.retryable() -> ExitCode.UNREACHABLE;
      default -> ExitCode.FAILED;
    };
  }

  /** The code for a pass that came to its end. */
  public static int codeOf(EngineStatus status) {
    if (status.state() == EngineState.NEEDS_ATTENTION) {
      return ExitCode.UNSAFE;
    }
    return status.problems().isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL;
  }
}
