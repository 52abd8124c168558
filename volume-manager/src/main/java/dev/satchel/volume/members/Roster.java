package dev.satchel.volume.members;

import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What the heartbeats say, and since when they are silent. Time comes in as a monotonic count of
 * nanoseconds. Thread-safe.
 *
 * <p>A node that this manager never heard itself is suspect: it may be anywhere by now. Its silence
 * counts from when the manager began, for absence before that is no proof of anything.
 */
public final class Roster {

  private final long suspectAfterNanos;
  private final long deadAfterNanos;
  private final Map<String, Member> members = new TreeMap<>();

  public Roster(Duration suspectAfter, Duration deadAfter) {
    this.suspectAfterNanos = suspectAfter.toNanos();
    this.deadAfterNanos = deadAfter.toNanos();
  }

  private record Member(Node node, long sinceNanos, boolean heard) {}

  /** Takes over what an earlier manager knew. What it held for dead stays so until it speaks. */
  public synchronized void recall(List<Node> known, long nowNanos) {
    for (Node node : known) {
      members.putIfAbsent(node.id(), new Member(node, nowNanos, false));
    }
  }

  /**
   * Takes note of a heartbeat.
   *
   * @return whether it says anything new
   */
  public synchronized boolean heard(Node node, long nowNanos) {
    Member before = members.put(node.id(), new Member(node, nowNanos, true));
    return before == null || !before.heard() || !state(before, nowNanos).equals(node);
  }

  /** Whether it has recalled or heard the node. */
  public synchronized boolean knows(String nodeId) {
    return members.containsKey(nodeId);
  }

  /** All nodes as they are at this moment, by id. */
  public synchronized List<Node> nodes(long nowNanos) {
    List<Node> nodes = new ArrayList<>(members.size());
    members.values().forEach(member -> nodes.add(state(member, nowNanos)));
    return nodes;
  }

  /** How long a node has been silent; empty when this manager never heard it. */
  public synchronized OptionalLong silentNanos(String nodeId, long nowNanos) {
    Member member = members.get(nodeId);
    return member == null || !member.heard()
        ? OptionalLong.empty()
        : OptionalLong.of(nowNanos - member.sinceNanos());
  }

  private Node state(Member member, long nowNanos) {
    Node node = member.node();
    long silentNanos = nowNanos - member.sinceNanos();
    if (silentNanos >= deadAfterNanos || (!member.heard() && node.state() == NodeState.DEAD)) {
      return node.in(NodeState.DEAD);
    }
    boolean suspect = !member.heard() || silentNanos >= suspectAfterNanos;
    return node.in(suspect ? NodeState.SUSPECT : NodeState.UP);
  }
}
