package dev.satchel.client.daemon;

import dev.satchel.client.engine.EngineState;
import dev.satchel.client.engine.EngineStatus;
import dev.satchel.client.engine.SyncRootException;
import dev.satchel.client.home.NotSignedInException;
import dev.satchel.client.remote.ServerException;
import java.io.IOException;

/** What the programs exit with; scripts rely on these. */
public final class ExitCode {

  /** Done. */
  public static final int DONE = 0;

  /** Failed. */
  public static final int FAILED = 1;

  /** The command line makes no sense. */
  public static final int USAGE = 2;

  /** The server cannot be reached, or cannot serve now. */
  public static final int UNREACHABLE = 3;

  /** Not signed in, or refused by the server. */
  public static final int REFUSED = 4;

  /** Done, but for some items, which are listed. */
  public static final int PARTIAL = 5;

  /** Refused for safety; the message says what would allow it. */
  public static final int UNSAFE = 6;

  private ExitCode() {}

  /** The code for a failure. */
  public static int of(IOException failure) {
    return switch (failure) {
      case NotSignedInException _ -> REFUSED;
      case SyncRootException _ -> UNSAFE;
      case ServerException.Unreachable _ -> UNREACHABLE;
      case ServerException.Refused e when e.status() == 401 || e.status() == 403 -> REFUSED;
      case ServerException.Refused e when e.retryable() -> UNREACHABLE;
      default -> FAILED;
    };
  }

  /** The code for a pass that came to its end. */
  public static int of(EngineStatus status) {
    if (status.state() == EngineState.NEEDS_ATTENTION) {
      return UNSAFE;
    }
    return status.problems().isEmpty() ? DONE : PARTIAL;
  }
}
