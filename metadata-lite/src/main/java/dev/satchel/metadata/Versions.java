package dev.satchel.metadata;

import dev.satchel.contract.CommitResult;
import dev.satchel.contract.ProblemCode;
import dev.satchel.contract.VersionList;
import dev.satchel.metadata.store.Database;
import dev.satchel.metadata.store.JournalTable.Signed;
import dev.satchel.metadata.tree.Rev;
import dev.satchel.metadata.tree.TreePath;
import java.util.List;

/** History. */
public final class Versions {

  private final Database database;
  private final MetadataConfig config;
  private final CommitListeners listeners;

  Versions(Database database, MetadataConfig config, CommitListeners listeners) {
    this.database = database;
    this.config = config;
    this.listeners = listeners;
  }

  /**
   * The newest versions of a path, newest first, also of what is no longer there. They follow an
   * entry over its moves.
   *
   * @throws RefusedException for a bad path, or one that never was
   */
  public VersionList list(Caller caller, String path) {
    TreePath at = Requests.path(path);
    Records records = new Records(caller.rootNamespace());
    List<Signed> versions = database.read(handle -> new History(handle, caller).versions(at));
    if (versions.isEmpty()) {
      throw Requests.notFound(at);
    }
    return new VersionList(versions.stream().map(records::version).toList());
  }

  /**
   * Puts a version back in its place, which is a change like any other. The revision of a removal
   * stands for what was removed, a folder with all that went with it. What is gone comes back under
   * its old id; folders above it are made where they are missing.
   *
   * @throws RefusedException for a bad path, or a revision that is none of that path's
   */
  public CommitResult restore(Caller caller, String path, String rev) {
    TreePath at = Requests.path(path);
    Rev revision =
        Rev.parse(rev)
            .orElseThrow(
                () -> new RefusedException(ProblemCode.NOT_FOUND, "there is no such revision"));
    RestoreRun run = new RestoreRun(caller, at, config.clock().instant());
    CommitResult result = database.write(handle -> run.in(handle, revision));
    run.change().ifPresent(listeners::tell);
    return result;
  }
}
