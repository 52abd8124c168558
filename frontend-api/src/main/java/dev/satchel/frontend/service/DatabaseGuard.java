package dev.satchel.frontend.service;

import dev.satchel.metadata.Metadata;
import dev.satchel.volume.Cell;
import dev.satchel.volume.Heartbeat;
import dev.satchel.volume.Membership;
import dev.satchel.volume.UnknownExtentsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Keeps the embedded service from starting with a database that is not the one that its disks were
 * filled under: it would look as if nothing had ever been stored, and give ids a second time.
 *
 * <p>A first start that was cut short at any moment passes: the folder is published last, a node is
 * in the cell's tables before it gets extents, and who stores blocks has an account.
 */
record DatabaseGuard(Path folder, Databases databases) {
  private static final String WAY_ON =
      ". What was stored is still on the disks under %s, but cannot be found without it: put the"
          + " database back from a backup, or give --data an empty folder to begin anew";

  /** Before they are opened, which would make them: where the folder has served they are there. */
  void requireFiles() throws IOException {
    if (Files.notExists(folder.resolve(DataFolder.SERVER_URL))) {
      return;
    }
    for (Path file : databases.files()) {
      if (Files.notExists(file)) {
        throw refusal("the database " + file + " is missing");
      }
      if (Files.size(file) == 0) {
        throw refusal("the database " + file + " is empty");
      }
    }
  }

  /** Whether the cell's tables know the nodes that hold extents. */
  void requireKnown(Membership membership, List<Supplier<Heartbeat>> nodes)
      throws UnsafeStartException {
    for (Supplier<Heartbeat> node : nodes) {
      try {
        membership.requireKnown(node.get());
      } catch (UnknownExtentsException e) {
        throw refusal(
            "the database " + databases.cellName() + " is another one: " + e.getMessage());
      }
    }
  }

  /** Whether there are accounts, if there are blocks. */
  void requireAccounts(Metadata metadata, Cell cell) throws UnsafeStartException {
    if (metadata.accounts().isEmpty() && !cell.isEmpty()) {
      throw refusal(
          "the database " + databases.metadataName() + " has no accounts, but blocks are stored");
    }
  }

  private UnsafeStartException refusal(String why) {
    return new UnsafeStartException(why + WAY_ON.formatted(folder));
  }
}
