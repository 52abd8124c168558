package dev.satchel.client.store;

import dev.satchel.client.tree.Facts;
import dev.satchel.client.tree.LocalEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The local tree. */
public final class LocalTable extends TreeTable<LocalEntry> {

  /** Blocks of smaller files are cheaper to fetch than to look for. */
  private static final int MIN_SEARCHED_BYTES = 64 * 1024;

  private static final String INSERT =
      upsert("local", "inode", "stat_size", "stat_mtime", "stat_ctime", "born");

  LocalTable(Statements statements) {
    super(statements, "local", ", inode, stat_size, stat_mtime, stat_ctime, born");
  }

  /** Entries that once had this inode. */
  public List<LocalEntry> byInode(long inode) {
    return where("inode = ?", inode);
  }

  /** Gives an entry another id, under which its children stay its children. */
  public void rename(long id, LocalEntry entry) {
    remove(id);
    put(entry);
    if (statements.update("UPDATE local SET parent = ? WHERE parent = ?", entry.id(), id) > 0) {
      forgetAtHand();
    }
  }

  @Override
  public void put(LocalEntry entry) {
    LocalEntry before = get(entry.id());
    super.put(entry);
    if (before == null || !before.content().blocks().equals(entry.content().blocks())) {
      dropPlaces(before);
      addPlaces(entry);
    }
  }

  @Override
  public void remove(long id) {
    dropPlaces(get(id));
    super.remove(id);
  }

  private void dropPlaces(@Nullable LocalEntry entry) {
    if (entry != null && entry.content().sizeBytes() >= MIN_SEARCHED_BYTES) {
      statements.update("DELETE FROM block_place WHERE id = ?", entry.id());
    }
  }

  private void addPlaces(LocalEntry entry) {
    if (entry.content().sizeBytes() < MIN_SEARCHED_BYTES) {
      return;
    }
    for (int i = 0; i < entry.content().blocks().size(); i++) {
      statements.update(
          "INSERT INTO block_place (prefix, id, position) VALUES (?, ?, ?)",
          entry.content().blocks().get(i).word0(),
          entry.id(),
          i);
    }
  }

  @Override
  LocalEntry read(ResultSet row) throws SQLException {
    Facts facts =
        new Facts(
            row.getLong(10), row.getLong(11), row.getLong(12), row.getLong(13), row.getLong(14));
    return new LocalEntry(row.getLong(1), location(row), content(row), facts);
  }

  @Override
  void insert(LocalEntry entry) {
    Facts facts = entry.facts();
    write(
        INSERT,
        entry,
        facts.inode(),
        facts.sizeBytes(),
        facts.mtimeNanos(),
        facts.changeTimeNanos(),
        facts.bornNanos());
  }
}
