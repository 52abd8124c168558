package dev.satchel.client.engine;

import dev.satchel.client.disk.Scanner;
import dev.satchel.client.engine.ProgressListener.Phase;
import dev.satchel.client.engine.ProgressListener.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/** The steps of a pass: look at the disk, read the journal, work until nothing moves any more. */
final class Passes {

  /** Rounds in which nothing was done but to look again. */
  private static final int MAX_IDLE_ROUNDS = 5;

  /** Rounds altogether: far more than any tangle of moves needs. */
  private static final int MAX_ROUNDS = 1_000;

  private final Workbench bench;
  private final Scanner scanner;
  private final RemoteFeed feed;
  private final Works works;
  private final StatusBoard board;
  private final ProgressListener progress;

  Passes(
      Workbench bench,
      Scanner scanner,
      RemoteFeed feed,
      Works works,
      StatusBoard board,
      ProgressListener progress) {
    this.bench = bench;
    this.scanner = scanner;
    this.feed = feed;
    this.works = works;
    this.board = board;
    this.progress = progress;
  }

  /** Looks at the whole folder. */
  void scan() throws IOException {
    tell(Phase.SCANNING);
    scanner.scan().forEach(bench.tally()::lookAt);
  }

  /** Looks at some paths. */
  void look(Set<Path> paths) throws IOException {
    scanner.look(paths).forEach(bench.tally()::lookAt);
  }

  /** Reads the journal; says whether there was anything. */
  boolean pull() throws IOException {
    tell(Phase.ASKING);
    bench.steps().before("read journal");
    return feed.pull();
  }

  /**
   * Works until a round changes nothing.
   *
   * @param others takes the events that are none of the transfers'
   */
  void workUntilQuiet(Consumer<Event> others) throws IOException {
    int idle = 0;
    for (int round = 0; round < MAX_ROUNDS && idle < MAX_IDLE_ROUNDS; round++) {
      long before = bench.tally().changes();
      tell(Phase.TRANSFERRING);
      boolean moved = works.sweep(others);
      board.showWork();
      works.drain(others);
      moved |= bench.tally().changes() > before;
      boolean looked = followUp();
      if (!moved && !looked) {
        break;
      }
      idle = moved ? 0 : idle + 1;
    }
    tell(Phase.QUIET);
  }

  /** Looks where the world was not as planned; says whether there was anything to look at. */
  boolean followUp() throws IOException {
    Set<Path> hints = bench.tally().takeHints();
    if (!hints.isEmpty()) {
      look(hints);
    }
    boolean news = bench.tally().takeJournalMoved() && pull();
    return news || !hints.isEmpty();
  }

  private void tell(Phase phase) {
    long pending = bench.store().pending().count();
    progress.changed(
        new Progress(phase, bench.tally().changes(), bench.tally().changes() + pending, 0, 0));
  }
}
