package dev.satchel.volume;

import dev.satchel.volume.manage.Signal;
import dev.satchel.volume.members.Roster;
import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import dev.satchel.volume.sql.NodeTable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is in the cell and how they are, from their heartbeats. Thread-safe. */
public final class Membership implements HeartbeatTarget {

  private static final Logger log = LoggerFactory.getLogger(Membership.class);

  private final Roster roster;
  private final NodeTable table;
  private final Signal news;
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  Membership(Roster roster, NodeTable table, Signal news) {
    this.roster = roster;
    this.table = table;
    this.news = news;
  }

  /**
   * Takes note of a heartbeat. The caller has made sure that its sender has the cluster key.
   *
   * @throws UnknownExtentsException if the node cannot be a member
   */
  @Override
  public void send(Heartbeat heartbeat) throws UnknownExtentsException {
    requireKnown(heartbeat);
    Node node =
        new Node(
            heartbeat.nodeId(),
            heartbeat.address(),
            heartbeat.domain(),
            NodeState.UP,
            heartbeat.disks().stream().map(Membership::disk).toList());
    if (roster.heard(node, System.nanoTime())) {
      news.raise();
    }
  }

  /**
   * Checks that a node is empty or in the tables: it is written down before it is given extents.
   *
   * @throws UnknownExtentsException if it is neither
   */
  public void requireKnown(Heartbeat heartbeat) throws UnknownExtentsException {
    String id = heartbeat.nodeId();
    boolean holdsExtents = heartbeat.disks().stream().anyMatch(disk -> disk.usedBytes() > 0);
    if (holdsExtents && !roster.knows(id) && !table.contains(id)) {
      UnknownExtentsException refusal = new UnknownExtentsException(id);
      if (refused.add(id)) {
        log.error("{}", refusal.getMessage());
      }
      throw refusal;
    }
  }

  private static Node.Disk disk(Heartbeat.DiskReport report) {
    return new Node.Disk(
        report.id(),
        report.path(),
        report.mode(),
        report.state(),
        report.reason(),
        report.capacityBytes(),
        report.usedBytes(),
        report.freeSlots());
  }
}
