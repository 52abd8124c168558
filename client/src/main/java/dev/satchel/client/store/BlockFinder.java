package dev.satchel.client.store;

import dev.satchel.client.tree.Tree;
import dev.satchel.contract.BlockHash;
import dev.satchel.contract.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Looks for blocks in local files. Thread-safe, on a connection of its own: transfers ask while the
 * control thread writes.
 */
public final class BlockFinder implements AutoCloseable {

  private static final int MAX_PLACES = 3;

  private final Handle handle;
  private final Statements statements;

  private BlockFinder(Handle handle) {
    this.handle = handle;
    this.statements = new Statements(handle.getConnection());
  }

  /** Opens a reader beside an open {@link TreeStore}. */
  public static BlockFinder open(Path database) {
    return new BlockFinder(Database.openReader(database));
  }

  /** A few files that held the block when they were last read. */
  public synchronized List<Place> find(BlockHash hash) {
    List<Place> places = new ArrayList<>();
    for (Row row :
        statements.all(
            "SELECT l.parent, l.name, b.position, l.blocks, l.size FROM block_place b"
                + " JOIN local l ON l.id = b.id WHERE b.prefix = ? LIMIT "
                + MAX_PLACES,
            r -> new Row(r.getLong(1), r.getString(2), r.getInt(3), r.getBytes(4), r.getLong(5)),
            hash.word0())) {
      List<BlockHash> blocks = PackedBlocks.unpack(row.blocks);
      String path = path(row.parent, row.name);
      if (path != null && row.position < blocks.size() && blocks.get(row.position).equals(hash)) {
        places.add(new Place(path, row.position, lengthBytes(row)));
      }
    }
    return places;
  }

  private @Nullable String path(long parent, String name) {
    String path = name;
    long folder = parent;
    while (folder != Tree.ROOT) {
      Row row =
          statements.first(
              "SELECT parent, name FROM local WHERE id = ?",
              r -> new Row(r.getLong(1), r.getString(2), 0, null, 0),
              folder);
      if (row == null) {
        return null;
      }
      path = row.name + "/" + path;
      folder = row.parent;
    }
    return path;
  }

  @Override
  public synchronized void close() {
    handle.close();
  }

  private static int lengthBytes(Row row) {
    long offset = (long) row.position * Limits.MAX_BLOCK_BYTES;
    return (int) Math.min(Limits.MAX_BLOCK_BYTES, row.size - offset);
  }

  private record Row(long parent, String name, int position, byte @Nullable [] blocks, long size) {}

  /**
   * A block in a local file.
   *
   * @param path below the synced folder
   * @param index which of the file's blocks it is
   */
  public record Place(String path, int index, int lengthBytes) {}
}
