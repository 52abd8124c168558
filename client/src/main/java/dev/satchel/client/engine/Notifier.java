package dev.satchel.client.engine;

import dev.satchel.client.remote.Server;
import dev.satchel.client.remote.ServerException;
import dev.satchel.contract.NotifyAnswer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Waits at the server for the journal to go on, and says so by an event. */
final class Notifier implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration MIN_PAUSE = Duration.ofSeconds(1);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(30);

  private final Server server;
  private final Inbox inbox;
  private final BlockingQueue<String> cursors = new ArrayBlockingQueue<>(1);
  private final Thread thread;

  private Notifier(Server server, Inbox inbox) {
    this.server = server;
    this.inbox = inbox;
    this.thread = Thread.ofVirtual().name("satchel-notify").unstarted(this::loop);
  }

  static Notifier start(Server server, Inbox inbox) {
    Notifier notifier = new Notifier(server, inbox);
    notifier.thread.start();
    return notifier;
  }

  /** The journal has been read to here: tell when it goes on. Called by the control thread only. */
  void waitAfter(@Nullable String cursor) {
    if (cursor != null) {
      cursors.clear();
      cursors.add(cursor);
    }
  }

  private void loop() {
    try {
      String cursor = cursors.take();
      Duration pause = MIN_PAUSE;
      while (true) {
        try {
          cursor = listen(cursor);
          pause = MIN_PAUSE;
        } catch (ServerException e) {
          Thread.sleep(pause); // nothing tells when a server is there again
          pause = shorter(pause.multipliedBy(2), MAX_PAUSE);
          // The control thread finds out by asking, and gives a cursor when it was answered.
          inbox.report(new Event.JournalMoved());
          cursor = cursors.take();
        }
      }
    } catch (InterruptedException e) {
      // Closed.
      Thread.currentThread().interrupt();
    }
  }

  /** Asks once, rests as long as the server wants, and answers where to listen from then on. */
  private String listen(String cursor) throws ServerException, InterruptedException {
    NotifyAnswer answer = server.subscribe(cursor, PATIENCE);
    String next;
    if (answer.changes()) {
      inbox.report(new Event.JournalMoved());
      next = cursors.take();
    } else {
      String newer = cursors.poll();
      next = newer == null ? cursor : newer;
    }
    Integer backoff = answer.backoff();
    if (backoff != null && backoff > 0) {
      Thread.sleep(Duration.ofSeconds(backoff)); // the server asked for it
    }
    return next;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
