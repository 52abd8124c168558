package dev.satchel.frontend.service;

import dev.satchel.frontend.notify.ChangeJournal;
import dev.satchel.frontend.notify.HeadPoller;
import dev.satchel.frontend.notify.NotifyHub;
import dev.satchel.frontend.notify.SubscribeEndpoint;
import dev.satchel.metadata.Metadata;
import java.nio.file.Path;

/** The hub of waiting devices and what it hears by. */
final class Notifications implements AutoCloseable {
  private final NotifyHub hub;
  private final ChangeJournal journal;

  private Notifications(NotifyHub hub, ChangeJournal journal) {
    this.hub = hub;
    this.journal = journal;
  }

  static Notifications open(Path folder) throws InterruptedException {
    NotifyHub hub = new NotifyHub();
    return new Notifications(hub, ChangeJournal.open(folder, hub::changed));
  }

  /**
   * Where devices wait, hearing of every commit from now on: of this process's by the journal, of
   * those of others on the same database by looking.
   */
  SubscribeEndpoint follow(Metadata metadata, boolean sharedDatabase, Parts parts) {
    metadata.onCommit(journal::append);
    if (!sharedDatabase) {
      return new SubscribeEndpoint(metadata, hub, namespaces -> {});
    }
    HeadPoller poller = parts.add(HeadPoller.start(hub, metadata.deltas()::heads));
    return new SubscribeEndpoint(metadata, hub, poller::watch);
  }

  NotifyHub hub() {
    return hub;
  }

  @Override
  public void close() {
    journal.close();
    hub.close();
  }
}
