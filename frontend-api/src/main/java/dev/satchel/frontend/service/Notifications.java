package dev.satchel.frontend.service;

import dev.satchel.frontend.notify.ChangeJournal;
import dev.satchel.frontend.notify.NotifyHub;
import dev.satchel.metadata.Metadata;
import java.nio.file.Path;

/** The hub of waiting devices and the journal that it follows. */
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

  /** Has the hub hear of every commit from now on. */
  NotifyHub follow(Metadata metadata) {
    metadata.onCommit(journal::append);
    return hub;
  }

  @Override
  public void close() {
    journal.close();
    hub.close();
  }
}
