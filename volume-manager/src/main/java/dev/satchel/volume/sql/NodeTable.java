package dev.satchel.volume.sql;

import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The members of the cell and their disks, as the leading manager saw them last. */
public final class NodeTable {

  private final CellDatabase database;

  NodeTable(CellDatabase database) {
    this.database = database;
  }

  /** All nodes, by domain and id. */
  public List<Node> all() {
    return database.read(handle -> {
      Map<String, List<Node.Disk>> disks = new HashMap<>();
      handle
          .createQuery("SELECT * FROM disks ORDER BY node_id, disk_id")
          .map((row, context) ->
              disks
                  .computeIfAbsent(row.getString("node_id"), id -> new ArrayList<>())
                  .add(disk(row)))
          .list();
      return handle
          .createQuery("SELECT * FROM nodes ORDER BY domain, node_id")
          .map((row, context) -> node(row, disks))
          .list();
    });
  }

  /** Whether the node was ever a member. */
  public boolean contains(String nodeId) {
    return database.read(handle ->
        handle
            .createQuery("SELECT 1 FROM nodes WHERE node_id = ?")
            .bind(0, nodeId)
            .mapTo(int.class)
            .findOne()
            .isPresent());
  }

  /** Holds no node for up any more: for a process that knows to be alone, at its start. */
  public void doubtAll() {
    database.write(
        handle -> handle.execute("UPDATE nodes SET state = 'SUSPECT' WHERE state = 'UP'"));
  }

  /** Writes the nodes as they are now, disks included. */
  public void save(long epoch, Collection<Node> nodes) {
    database.writeAsManager(
        epoch,
        handle -> {
          saveNodes(handle, nodes);
          saveDisks(handle, nodes);
          return nodes.size();
        });
  }

  private static void saveNodes(Handle handle, Collection<Node> nodes) {
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO nodes (node_id, address, domain, state, changed_at) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (node_id) DO UPDATE SET address = excluded.address, domain ="
                + " excluded.domain, state = excluded.state, changed_at = excluded.changed_at");
    long now = System.currentTimeMillis();
    nodes.forEach(
        node -> batch.add(node.id(), node.address(), node.domain(), node.state().name(), now));
    batch.execute();
  }

  private static void saveDisks(Handle handle, Collection<Node> nodes) {
    PreparedBatch forget = handle.prepareBatch("DELETE FROM disks WHERE node_id = ?");
    nodes.forEach(node -> forget.add(node.id()));
    forget.execute();
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO disks (node_id, disk_id, path, mode, state, reason, capacity_bytes,"
                + " used_bytes, free_slots) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (Node node : nodes) {
      for (Node.Disk disk : node.disks()) {
        batch.add(
            node.id(),
            disk.id(),
            disk.path(),
            disk.mode(),
            disk.state(),
            disk.reason(),
            disk.capacityBytes(),
            disk.usedBytes(),
            disk.freeSlots());
      }
    }
    batch.execute();
  }

  private static Node node(ResultSet row, Map<String, List<Node.Disk>> disks) throws SQLException {
    String id = row.getString("node_id");
    return new Node(
        id,
        row.getString("address"),
        row.getString("domain"),
        NodeState.valueOf(row.getString("state")),
        disks.getOrDefault(id, List.of()));
  }

  private static Node.Disk disk(ResultSet row) throws SQLException {
    return new Node.Disk(
        row.getString("disk_id"),
        row.getString("path"),
        row.getString("mode"),
        row.getString("state"),
        row.getString("reason"),
        row.getLong("capacity_bytes"),
        row.getLong("used_bytes"),
        row.getInt("free_slots"));
  }
}
