package dev.satchel.volume.members;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RosterTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Node NODE = new Node("n1", "h:1", "d1", NodeState.UP, List.of());

  private final Roster roster = new Roster(Duration.ofSeconds(5), Duration.ofSeconds(60));

  @Test
  void silentNodeIsSuspectThenDeadThenUpAgain() {
    assertThat(roster.heard(NODE, 0)).isTrue();
    assertThat(stateAt(4)).isEqualTo(NodeState.UP);
    assertThat(stateAt(5)).isEqualTo(NodeState.SUSPECT);
    assertThat(stateAt(59)).isEqualTo(NodeState.SUSPECT);
    assertThat(stateAt(60)).isEqualTo(NodeState.DEAD);
    assertThat(roster.heard(NODE, 61 * SECOND)).isTrue();
    assertThat(stateAt(62)).isEqualTo(NodeState.UP);
  }

  @Test
  void heartbeatIsNewsOnlyWhenItSaysSomethingNew() {
    roster.heard(NODE, 0);
    assertThat(roster.heard(NODE, SECOND)).isFalse();
    assertThat(roster.heard(NODE, 7 * SECOND)).isTrue();
    Node moved = new Node("n1", "h:2", "d1", NodeState.UP, List.of());
    assertThat(roster.heard(moved, 8 * SECOND)).isTrue();
    assertThat(roster.nodes(8 * SECOND)).containsExactly(moved);
  }

  @Test
  void nodeKnownFromBeforeIsSuspectAndSilentSinceTheManagerBegan() {
    roster.recall(List.of(NODE), 100 * SECOND);
    assertThat(stateAt(100)).isEqualTo(NodeState.SUSPECT);
    assertThat(stateAt(159)).isEqualTo(NodeState.SUSPECT);
    assertThat(stateAt(160)).isEqualTo(NodeState.DEAD);
  }

  @Test
  void deadNodeStaysDeadOverARestartUntilItSpeaks() {
    roster.recall(List.of(NODE.in(NodeState.DEAD)), 0);
    assertThat(stateAt(1)).isEqualTo(NodeState.DEAD);
    assertThat(roster.heard(NODE, 2 * SECOND)).isTrue();
    assertThat(stateAt(2)).isEqualTo(NodeState.UP);
  }

  @Test
  void recallDoesNotUndoWhatWasHeard() {
    roster.heard(NODE, 0);
    roster.recall(List.of(NODE.in(NodeState.DEAD)), 0);
    assertThat(stateAt(1)).isEqualTo(NodeState.UP);
  }

  private NodeState stateAt(long second) {
    return roster.nodes(second * SECOND).getFirst().state();
  }
}
