package dev.satchel.client.engine;

import dev.satchel.client.disk.RootGoneException;
import dev.satchel.client.remote.Server;
import dev.satchel.client.remote.ServerException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps in sync until told to stop. Sleeps until something is heard: of the folder, of the server,
 * of a transfer, or of whoever steers.
 */
final class RunLoop {

  private static final Logger LOG = LoggerFactory.getLogger(RunLoop.class);

  /** A folder that was unmounted says nothing: it is looked for. */
  private static final long ROOT_CHECK_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long BURST_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration MAX_RETRY = Duration.ofSeconds(30);

  private final Workbench bench;
  private final Passes passes;
  private final Works works;
  private final StatusBoard board;
  private final DeleteGuard guard;
  private final Inbox inbox;
  private final Hints hints;
  private final Due due;

  RunLoop(
      Workbench bench,
      Passes passes,
      Works works,
      StatusBoard board,
      DeleteGuard guard,
      Inbox inbox,
      EngineOptions options) {
    this.bench = bench;
    this.passes = passes;
    this.works = works;
    this.board = board;
    this.guard = guard;
    this.inbox = inbox;
    this.hints = new Hints(options.settle());
    this.due = new Due(options.scanPeriod());
  }

  void run(RunControl control, Server server, RemoteFeed feed) throws IOException {
    control.onChange(() -> inbox.report(new Event.Steered()));
    guard.watchBursts();
    try (Notifier notifier = Notifier.start(server, inbox)) {
      while (!control.stopped()) {
        if (control.paused()) {
          board.show(EngineState.PAUSED, null);
          hear(TimeUnit.SECONDS.toNanos(60));
          continue;
        }
        try {
          step(notifier, feed);
        } catch (ServerException e) {
          waitForServer(e);
        } catch (RootGoneException e) {
          throw e;
        } catch (IOException e) {
          LOG.warn("this disk failed; trying again", e);
          board.show(EngineState.ERROR, e.getMessage());
          due.workAgain();
          hear(ROOT_CHECK_NANOS);
        }
      }
    }
  }

  /** Does what is due, then waits for the next event. */
  private void step(Notifier notifier, RemoteFeed feed) throws IOException {
    bench.root().require();
    if (due.scan() || hints.everything()) {
      hints.take();
      passes.scan();
      due.scanned();
    } else if (!hints.isEmpty() && hints.dueInNanos() <= 0) {
      passes.look(hints.take());
      // What waits for somebody's word may have been swept since the hint came, to no avail.
      due.workAgain();
    }
    if (due.pull()) {
      due.pulled();
      passes.pull();
      notifier.waitAfter(feed.cursor());
    }
    if (due.retry() || bench.store().pending().count() > 0 && due.work()) {
      board.showWork();
      boolean moved = works.sweep(this::note);
      due.worked(moved);
    }
    works.finish();
    if (passes.followUp()) {
      due.workAgain();
    }
    due.reachedServer();
    if (!due.work() || bench.store().pending().count() == 0) {
      rest();
    }
    hear(waitNanos());
  }

  private void rest() throws IOException {
    if (works.isBusy()) {
      board.showWork();
      return;
    }
    if (bench.store().pending().count() == 0) {
      bench.root().clearParts();
    }
    String held = guard.reason();
    if (held != null) {
      board.show(EngineState.NEEDS_ATTENTION, held);
    } else if (hints.isEmpty()) {
      board.show(EngineState.IN_SYNC, null);
    }
  }

  private long waitNanos() {
    if (bench.store().pending().count() > 0 && due.work() && !guard.isSettling()) {
      return 0;
    }
    long wait = Math.min(due.nextNanos(), ROOT_CHECK_NANOS);
    if (guard.isSettling()) {
      due.workAgain();
      wait = Math.min(wait, BURST_CHECK_NANOS);
    }
    return hints.isEmpty() ? wait : Math.max(0, Math.min(wait, hints.dueInNanos()));
  }

  private void waitForServer(ServerException e) throws IOException {
    if (!e.retryable()) {
      board.show(EngineState.ERROR, e.getMessage());
      throw e;
    }
    board.show(EngineState.OFFLINE, e.getMessage());
    Duration pause = due.serverFailed(FIRST_RETRY, MAX_RETRY);
    long until = System.nanoTime() + Math.max(pause.toNanos(), e.retryAfter().toNanos());
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      if (hear(left)) {
        break;
      }
    }
  }

  /** Takes what was heard, waiting for the first of it; says whether somebody steered. */
  private boolean hear(long nanos) throws IOException {
    boolean steered = false;
    Event event = inbox.await(Duration.ofNanos(nanos));
    while (event != null) {
      if (works.take(event)) {
        due.workWhenIdle(!works.isBusy());
      } else {
        steered |= note(event);
      }
      event = inbox.poll();
    }
    return steered;
  }

  /** Remembers what an event asks for; says whether somebody steered. */
  private boolean note(Event event) {
    switch (event) {
      case Event.Hint hint -> {
        hints.add(hint.path());
        due.workAgain();
      }
      case Event.JournalMoved _ -> {
        due.pullAgain();
        due.workAgain();
      }
      case Event.Steered _ -> {
        due.pullAgain();
        due.workAgain();
        return true;
      }
      default -> throw new IllegalStateException("not for the run loop: " + event);
    }
    return false;
  }
}
