package dev.satchel.client.engine;

import dev.satchel.client.plan.Change;
import dev.satchel.client.remote.Server;
import dev.satchel.client.remote.ServerException;
import dev.satchel.client.store.TreeStore;
import dev.satchel.client.tree.Content;
import dev.satchel.client.tree.LocalEntry;
import dev.satchel.client.tree.Location;
import dev.satchel.client.tree.RemoteEntry;
import dev.satchel.client.tree.SyncedEntry;
import dev.satchel.client.tree.TreePaths;
import dev.satchel.contract.CommitAnswer;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.CommitResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes that go to the server in one call.
 *
 * <p>Each names the revision it was made on, so the server refuses what was planned on an older
 * state. The entries are written when the batch goes, from the remote tree as it is then. A batch
 * whose answer is lost is not remembered: reading the journal shows what became of it.
 */
final class CommitBatch {

  private final TreeStore store;
  private final Tally tally;
  private final Steps steps;
  private final Server server;
  private final List<Change.There> waiting = new ArrayList<>();
  private final Set<Long> movedIds = new HashSet<>();
  private final Map<Long, String> newFolders = new HashMap<>();

  CommitBatch(Workbench bench, Server server) {
    this.store = bench.store();
    this.tally = bench.tally();
    this.steps = bench.steps();
    this.server = server;
  }

  /** What is in a folder that moves in this batch goes after it, under its new path. */
  void add(Change.There change) throws ServerException {
    if (foldersOf(change).stream().anyMatch(this::isMoved)) {
      flush();
    }
    if (change instanceof Change.MoveThere || change instanceof Change.StepAsideThere) {
      movedIds.add(change.id());
    }
    waiting.add(change);
  }

  private static List<Long> foldersOf(Change.There change) {
    return switch (change) {
      case Change.CreateThere create -> List.of(create.local().at().parent());
      case Change.UpdateThere update -> List.of(update.remote().at().parent());
      case Change.MoveThere move -> List.of(move.remote().at().parent(), move.to().parent());
      case Change.StepAsideThere aside -> List.of(aside.remote().at().parent());
      case Change.DeleteThere delete -> List.of(delete.remote().at().parent());
    };
  }

  /** Whether it moves in this batch, or one above it; it may be made in this batch itself. */
  private boolean isMoved(long folder) {
    if (movedIds.contains(folder)) {
      return true;
    }
    RemoteEntry remote = store.remote().get(folder);
    LocalEntry local = remote == null ? store.local().get(folder) : null;
    return remote != null
        ? isMoved(remote.at().parent())
        : local != null && isMoved(local.at().parent());
  }

  int size() {
    return waiting.size();
  }

  void flush() throws ServerException {
    List<Change.There> changes = new ArrayList<>();
    List<CommitEntry> entries = new ArrayList<>();
    newFolders.clear();
    for (Change.There change : waiting) {
      CommitEntry entry = write(change);
      if (entry != null) {
        changes.add(change);
        entries.add(entry);
      }
    }
    waiting.clear();
    movedIds.clear();
    if (entries.isEmpty()) {
      return;
    }
    steps.before("commit");
    CommitAnswer answer = server.commit(entries, UUID.randomUUID().toString());
    steps.before("record commit");
    int answered = Math.min(entries.size(), answer.results().size());
    for (int i = 0; i < answered; i++) {
      read(changes.get(i), entries.get(i), answer.results().get(i));
    }
  }

  private @Nullable CommitEntry write(Change.There change) {
    return switch (change) {
      case Change.CreateThere create -> create(create.local());
      case Change.UpdateThere update -> {
        RemoteEntry remote = update.remote();
        String path = pathOf(remote);
        yield path == null ? null : CommitEntries.put(path, update.content(), remote.rev());
      }
      case Change.MoveThere move -> move(move.remote(), move.to());
      case Change.StepAsideThere aside -> move(aside.remote(), passing(aside.remote()));
      case Change.DeleteThere delete -> delete(delete.remote());
    };
  }

  private @Nullable CommitEntry create(LocalEntry planned) {
    LocalEntry local = store.local().get(planned.id());
    boolean asPlanned =
        local != null
            && local.at().equals(planned.at())
            && store.remote().get(planned.id()) == null
            && store.remote().child(planned.at()) == null;
    if (!asPlanned) {
      return null;
    }
    Location at = planned.at();
    String path = TreePaths.of(store.remote(), at);
    if (path == null && newFolders.containsKey(at.parent())) {
      path = newFolders.get(at.parent()) + "/" + at.name();
    }
    if (path != null && planned.content().isFolder()) {
      newFolders.put(planned.id(), path);
    }
    return path == null ? null : CommitEntries.put(path, planned.content(), null);
  }

  /**
   * A folder goes on the cursor: its own revision would not tell that somebody has put something
   * into it meanwhile.
   */
  private @Nullable CommitEntry delete(RemoteEntry remote) {
    boolean asPlanned =
        store.local().get(remote.id()) == null && !store.remote().hasChildren(remote.id());
    String path = asPlanned ? pathOf(remote) : null;
    String cursor = remote.content().isFolder() ? store.status().get(RemoteFeed.CURSOR) : null;
    return path == null ? null : CommitEntries.delete(path, cursor == null ? remote.rev() : cursor);
  }

  private @Nullable CommitEntry move(RemoteEntry remote, Location to) {
    String from = pathOf(remote);
    String path = TreePaths.of(store.remote(), to);
    return from == null || path == null || store.remote().child(to) != null
        ? null
        : CommitEntries.move(from, path, remote.rev());
  }

  /** Where the server has the entry; null when it has it otherwise by now. */
  private @Nullable String pathOf(RemoteEntry planned) {
    return planned.equals(store.remote().get(planned.id()))
        ? TreePaths.of(store.remote(), planned.id())
        : null;
  }

  /**
   * A delete that found nothing is answered without a revision: the entry is gone, or somebody has
   * moved it, or a folder above it. The journal tells.
   */
  private void read(Change.There change, CommitEntry entry, CommitResult result) {
    String rev = result.rev();
    if (result.status() == 200 && rev != null) {
      tally.committed();
      taken(change, result.id(), rev);
      return;
    }
    tally.readJournal();
    if (result.status() != 200 && result.status() != 409 && result.status() != 422) {
      store
          .status()
          .problem(
              entry.path(),
              result.code() == null ? "refused" : result.code(),
              result.detail() == null ? "status " + result.status() : result.detail());
    }
  }

  private void taken(Change.There change, @Nullable String serverId, String rev) {
    switch (change) {
      case Change.CreateThere create -> created(create.local(), serverId, rev);
      case Change.UpdateThere update -> updated(update, rev);
      case Change.MoveThere move -> moved(move.remote(), move.to(), rev);
      case Change.StepAsideThere aside -> moved(aside.remote(), passing(aside.remote()), rev);
      case Change.DeleteThere delete -> {
        store.removeRemote(delete.id());
        store.synced().remove(delete.id());
        store.settle(delete.id());
      }
    }
  }

  private void created(LocalEntry local, @Nullable String serverId, String rev) {
    boolean unknown = serverId != null && store.remote().byServerId(serverId) == null;
    boolean placed =
        store.remote().has(local.at().parent()) && store.remote().child(local.at()) == null;
    if (serverId == null || !unknown || !placed) {
      // Taken as something that the journal will name.
      tally.readJournal();
      return;
    }
    store.putRemote(new RemoteEntry(local.id(), local.at(), local.content(), rev, serverId));
    store.agreeOn(new SyncedEntry(local.id(), local.at(), local.content()));
  }

  private void updated(Change.UpdateThere update, String rev) {
    RemoteEntry remote = update.remote();
    Content content = update.content();
    store.putRemote(new RemoteEntry(remote.id(), remote.at(), content, rev, remote.serverId()));
    if (content.agrees(update.local().content())) {
      store.agreeOn(remote.id(), content);
    }
  }

  private void moved(RemoteEntry remote, Location to, String rev) {
    store.putRemote(new RemoteEntry(remote.id(), to, remote.content(), rev, remote.serverId()));
    store.agreeOn(remote.id(), to);
  }

  /** The passing name becomes the base, so that the next plan moves it on from there. */
  private static Location passing(RemoteEntry remote) {
    return new Location(remote.at().parent(), PassingNames.of(remote.id()));
  }
}
