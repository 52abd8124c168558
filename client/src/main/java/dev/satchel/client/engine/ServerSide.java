package dev.satchel.client.engine;

import dev.satchel.client.disk.SyncRoot;
import dev.satchel.client.plan.Change;
import dev.satchel.client.remote.Server;
import dev.satchel.client.remote.ServerException;
import dev.satchel.client.store.TreeStore;
import dev.satchel.client.transfer.FileBlocks;
import dev.satchel.client.transfer.Upload;
import dev.satchel.client.transfer.UploadOutcome;
import dev.satchel.client.tree.Content;
import dev.satchel.client.tree.Facts;
import dev.satchel.client.tree.LocalEntry;
import dev.satchel.client.tree.TreePaths;
import dev.satchel.contract.Limits;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Carries out changes on the server: sends the bytes first, then commits. */
final class ServerSide {

  private final TreeStore store;
  private final SyncRoot root;
  private final Lanes lanes;
  private final Tally tally;
  private final CommitBatch batch;

  ServerSide(Workbench bench, Server server, Lanes lanes) {
    this.store = bench.store();
    this.root = bench.root();
    this.tally = bench.tally();
    this.lanes = lanes;
    this.batch = new CommitBatch(bench, server);
  }

  void carryOut(Change.There change) throws ServerException {
    switch (change) {
      case Change.CreateThere create when create.local().content().isFile() ->
          send(create, create.local());
      case Change.UpdateThere update
          when update.content().isFile()
              && !update.content().samePayload(update.remote().content()) ->
          send(update, update.local());
      default -> commit(change);
    }
  }

  /** A group of files was sent. */
  void sent(Event.Uploaded sent) throws ServerException {
    for (int i = 0; i < sent.changes().size(); i++) {
      Change.There change = (Change.There) sent.changes().get(i);
      switch (sent.outcomes().get(i)) {
        case UploadOutcome.Complete _ -> commit(change);
        case UploadOutcome.Changed _, UploadOutcome.Gone _ -> readAgain(localOf(change));
        case UploadOutcome.Unreadable unreadable ->
            problem(change, "unreadable", unreadable.reason());
        case UploadOutcome.Refused refused ->
            problem(change, refused.why().code(), String.valueOf(refused.why().getMessage()));
      }
    }
  }

  /** Commits what waits for a batch to be full. */
  void flush() throws ServerException {
    batch.flush();
  }

  private void commit(Change.There change) throws ServerException {
    batch.add(change);
    if (batch.size() >= Limits.MAX_ENTRIES) {
      batch.flush();
    }
  }

  private void send(Change change, LocalEntry local) throws ServerException {
    Content content = local.content();
    Path path = placeOf(local);
    if (path == null) {
      return;
    }
    if (content.blocks().isEmpty()) {
      commit((Change.There) change);
    } else if (content.blocks().size()
        != Math.ceilDiv(content.sizeBytes(), Limits.MAX_BLOCK_BYTES)) {
      // Cut by somebody else's rule; read as ours.
      readAgain(local);
    } else {
      FileBlocks blocks = new FileBlocks(content.blocks(), content.sizeBytes());
      lanes.upload(change, new Upload(path, blocks));
    }
  }

  /** The file is not as the local tree says: its facts are forgotten, so that it is read anew. */
  private void readAgain(LocalEntry planned) {
    LocalEntry local = store.local().get(planned.id());
    Path path = placeOf(planned);
    if (local != null && path != null) {
      Facts facts = local.facts();
      store.putLocal(
          local.movedTo(local.at(), new Facts(facts.inode(), -1, -1, -1, facts.bornNanos())));
      tally.lookAt(path);
    }
  }

  private @Nullable Path placeOf(LocalEntry local) {
    String path = TreePaths.of(store.local(), local.id());
    return path == null ? null : root.resolve(path);
  }

  private static LocalEntry localOf(Change.There change) {
    return switch (change) {
      case Change.CreateThere create -> create.local();
      case Change.UpdateThere update -> update.local();
      default -> throw new IllegalStateException("nothing is sent for " + change);
    };
  }

  private void problem(Change.There change, String code, String detail) {
    String path = TreePaths.of(store.local(), change.id());
    store.status().problem(path == null ? "/" : path, code, detail);
  }
}
