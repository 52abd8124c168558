package dev.satchel.client.engine;

import dev.satchel.client.disk.FolderWriter;
import dev.satchel.client.disk.SyncRoot;
import dev.satchel.client.disk.WriteOutcome;
import dev.satchel.client.plan.Change;
import dev.satchel.client.store.TreeStore;
import dev.satchel.client.transfer.Download;
import dev.satchel.client.transfer.DownloadOutcome;
import dev.satchel.client.tree.Content;
import dev.satchel.client.tree.Facts;
import dev.satchel.client.tree.LocalEntry;
import dev.satchel.client.tree.Location;
import dev.satchel.client.tree.RemoteEntry;
import dev.satchel.client.tree.SyncedEntry;
import dev.satchel.client.tree.TreePaths;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Carries out changes in the folder. Each is dropped when the trees or the disk are no longer as it
 * expects; what is on the disk instead is looked at before anything is planned again.
 */
final class FolderSide {

  private final TreeStore store;
  private final SyncRoot root;
  private final FolderWriter writer;
  private final Lanes lanes;
  private final ConflictNames conflictNames;
  private final Tally tally;
  private final Steps steps;

  FolderSide(Workbench bench, FolderWriter writer, Lanes lanes, ConflictNames conflictNames) {
    this.store = bench.store();
    this.root = bench.root();
    this.tally = bench.tally();
    this.steps = bench.steps();
    this.writer = writer;
    this.lanes = lanes;
    this.conflictNames = conflictNames;
  }

  void carryOut(Change.Here change) {
    switch (change) {
      case Change.CreateHere create -> create(create);
      case Change.UpdateHere update -> update(update);
      case Change.MoveHere move -> move(move.local(), move.to(), true);
      case Change.SetAside aside -> setAside(aside.local());
      case Change.StepAsideHere aside -> stepAside(aside.local());
      case Change.DeleteHere delete -> delete(delete.local());
    }
  }

  /** A download came to its end. */
  void arrived(Event.Downloaded arrived) {
    Change change = arrived.change();
    String path = pathOf(change);
    switch (arrived.outcome()) {
      case DownloadOutcome.Complete _ -> install(change, arrived.temp());
      case DownloadOutcome.Refused refused ->
          problem(path, refused.why().code(), String.valueOf(refused.why().getMessage()));
      case DownloadOutcome.WrongSize wrong ->
          problem(path, "wrong-size", "the server's blocks make " + wrong.actualBytes() + " bytes");
      case DownloadOutcome.LocalFailure failure ->
          problem(path, failure.why().code(), failure.why().detail());
    }
  }

  private void create(Change.CreateHere create) {
    RemoteEntry remote = create.remote();
    Path path = placeFor(remote);
    if (path == null) {
      return;
    }
    switch (remote.content().kind()) {
      case FOLDER -> {
        steps.before("make folder");
        created(create, path, writer.makeFolder(path));
      }
      case SYMLINK -> {
        steps.before("make symlink");
        String target = remote.content().target();
        created(create, path, writer.makeSymlink(path, target == null ? "" : target));
      }
      case FILE -> lanes.download(create, download(remote.id(), remote.content()));
    }
  }

  /** Where a new entry goes; null when the world has moved, or the place cannot be. */
  private @Nullable Path placeFor(RemoteEntry remote) {
    boolean asPlanned =
        remote.equals(store.remote().get(remote.id()))
            && store.local().get(remote.id()) == null
            && store.local().child(remote.at()) == null;
    String path = asPlanned ? TreePaths.of(store.local(), remote.at()) : null;
    return path == null ? null : legal(path);
  }

  private @Nullable Path legal(String path) {
    Path place = root.resolve(path);
    if (place == null) {
      problem(path, "illegal-name", "the name cannot be given to a file here");
      return null;
    }
    if (root.isOurs(place)) {
      problem(path, "illegal-name", "the name is kept for the program's own files");
      return null;
    }
    return place;
  }

  private void install(Change change, Path temp) {
    switch (change) {
      case Change.CreateHere create -> {
        Path path = placeFor(create.remote());
        if (path != null) {
          steps.before("install " + path);
          created(create, path, writer.install(temp, path, create.remote().content()));
        }
      }
      case Change.UpdateHere update -> {
        Path path = placeOf(update.local());
        if (path != null) {
          steps.before("replace " + path);
          Facts expected = update.local().facts();
          updated(update, path, writer.replace(temp, path, expected, update.content()));
        }
      }
      default -> throw new IllegalStateException("nothing is downloaded for " + change);
    }
  }

  private void created(Change.CreateHere create, Path path, WriteOutcome outcome) {
    Facts facts = facts(path, outcome);
    if (facts != null) {
      RemoteEntry remote = create.remote();
      store.putLocal(new LocalEntry(remote.id(), remote.at(), remote.content(), facts));
      store.agreeOn(new SyncedEntry(remote.id(), remote.at(), remote.content()));
    }
  }

  private void update(Change.UpdateHere update) {
    Path path = placeOf(update.local());
    if (path == null) {
      return;
    }
    Content content = update.content();
    if (content.samePayload(update.local().content())) {
      steps.before("describe " + path);
      updated(update, path, writer.describe(path, update.local().facts(), content));
    } else if (content.isFile()) {
      lanes.download(update, download(update.id(), content));
    } else {
      steps.before("replace symlink " + path);
      String target = content.target();
      Facts gone = facts(path, writer.delete(path, update.local().facts()));
      if (gone != null) {
        updated(update, path, writer.makeSymlink(path, target == null ? "" : target));
      }
    }
  }

  private void updated(Change.UpdateHere update, Path path, WriteOutcome outcome) {
    Facts facts = facts(path, outcome);
    if (facts != null) {
      LocalEntry local = update.local();
      store.putLocal(new LocalEntry(local.id(), local.at(), update.content(), facts));
      if (update.asThere()) {
        store.agreeOn(local.id(), update.content());
      }
    }
  }

  private void move(LocalEntry local, Location to, boolean agreed) {
    Path from = placeOf(local);
    String target = TreePaths.of(store.local(), to);
    Path place = target == null ? null : legal(target);
    if (from == null || place == null || store.local().child(to) != null) {
      return;
    }
    steps.before("move " + from + " to " + place);
    Facts facts = facts(from, writer.move(from, place, local.facts()));
    if (facts != null) {
      store.putLocal(local.movedTo(to, facts));
      if (agreed) {
        store.agreeOn(local.id(), to);
      }
    }
  }

  private void setAside(LocalEntry local) {
    long parent = local.at().parent();
    String name =
        conflictNames.of(
            local.at().name(), local.content().isFolder(), taken -> isTaken(parent, taken));
    long before = tally.appliedChanges();
    move(local, new Location(parent, name), false);
    if (tally.appliedChanges() > before) {
      tally.conflictedCopy();
    }
  }

  /** The passing name becomes the base, so that the next plan moves it on from there. */
  private void stepAside(LocalEntry local) {
    move(local, new Location(local.at().parent(), PassingNames.of(local.id())), true);
  }

  private boolean isTaken(long parent, String name) {
    Location at = new Location(parent, name);
    return store.local().child(at) != null || store.remote().child(at) != null;
  }

  private void delete(LocalEntry local) {
    Path path = placeOf(local);
    if (path == null
        || store.remote().get(local.id()) != null
        || store.local().hasChildren(local.id())) {
      return;
    }
    steps.before("delete " + path);
    if (facts(path, writer.delete(path, local.facts())) != null) {
      store.local().remove(local.id());
      store.synced().remove(local.id());
      store.settle(local.id());
    }
  }

  /** Where the entry is; null when the local tree has it otherwise by now. */
  private @Nullable Path placeOf(LocalEntry local) {
    if (!local.equals(store.local().get(local.id()))) {
      return null;
    }
    String path = TreePaths.of(store.local(), local.id());
    return path == null ? null : root.resolve(path);
  }

  /** What is there now; null when nothing was done, with the reason seen to. */
  private @Nullable Facts facts(Path path, WriteOutcome outcome) {
    switch (outcome) {
      case WriteOutcome.Done done -> {
        tally.applied();
        return done.facts();
      }
      case WriteOutcome.WorldMoved _ -> tally.lookAt(path);
      case WriteOutcome.Failed failed ->
          problem("/" + root.folder().relativize(path), failed.why().code(), failed.why().detail());
    }
    return null;
  }

  private Download download(long id, Content content) {
    String name = id + "-" + Integer.toHexString(content.blocks().hashCode());
    return new Download(content.blocks(), content.sizeBytes(), root.partFolder().resolve(name));
  }

  private String pathOf(Change change) {
    String path = TreePaths.of(store.remote(), change.id());
    return path == null ? "/" : path;
  }

  private void problem(String path, String code, String detail) {
    store.status().problem(path, code, detail);
  }

  /** Makes the folder's changes so far outlive a power cut, before they are written down. */
  void syncFolders() throws IOException {
    writer.syncFolders();
  }
}
