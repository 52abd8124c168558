package dev.satchel.jmh.run;

/**
 * How long to measure.
 *
 * @param forks fresh processes, one after the other
 * @param warmups iterations that do not count, in each
 * @param iterations that count, in each
 */
public record Depth(int forks, int warmups, int iterations) {

  /** For a figure that is to be published. */
  public static final Depth FULL = new Depth(5, 2, 5);

  /** To see that it runs, and roughly where it stands. */
  public static final Depth QUICK = new Depth(1, 2, 5);
}
