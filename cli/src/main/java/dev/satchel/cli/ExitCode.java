package dev.satchel.cli;

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
}
