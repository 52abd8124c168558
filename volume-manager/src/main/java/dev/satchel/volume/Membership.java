package dev.satchel.volume;

import dev.satchel.volume.manage.Signal;
import dev.satchel.volume.members.Roster;
import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;

/** Who is in the cell and how they are, from their heartbeats. Thread-safe. */
public final class Membership implements HeartbeatTarget {

  private final Roster roster;
  private final Signal news;

  Membership(Roster roster, Signal news) {
    this.roster = roster;
    this.news = news;
  }

  /** Takes note of a heartbeat. The caller has made sure that it comes from a member. */
  @Override
  public void send(Heartbeat heartbeat) {
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
