package dev.satchel.volume.cli;

/** What the program exits with. */
final class ExitCode {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int UNREACHABLE = 3;
  static final int REFUSED = 4;
  static final int PARTLY_DONE = 5;

  private ExitCode() {}
}
