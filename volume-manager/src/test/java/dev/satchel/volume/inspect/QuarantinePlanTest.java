package dev.satchel.volume.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.volume.model.Bucket;
import dev.satchel.volume.model.Claim;
import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.ExtentStatus;
import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.model.VolumeState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What keeping a disk apart means, and when it is one too many. */
final class QuarantinePlanTest {

  private static final int REPLICAS = 3;

  private final List<Node> nodes = new ArrayList<>();
  private final List<Volume> volumes = new ArrayList<>();

  QuarantinePlanTest() {
    for (int i = 1; i <= 4; i++) {
      nodes.add(node(i, NodeState.UP, "ok"));
    }
  }

  @Test
  void diskThatHoldsOneOfThreeGoodCopiesMayGo() {
    volumes.add(volume(1, VolumeState.OPEN, 4096, 1, 2, 3));
    volumes.add(volume(2, VolumeState.SEALED, 4096, 1, 2, 4));
    volumes.add(volume(3, VolumeState.SEALED, 4096, 2, 3, 4));

    assertThat(plan(1).refusals()).isEmpty();
    assertThat(plan(1).grounds().getFirst())
        .isEqualTo(
            "each of the 2 volumes with blocks on it keeps at least 2 good copies elsewhere");
    assertThat(plan(1).effects())
        .containsExactly(
            "2 extents on it: kept, read only after better copies, and not counted on any more",
            "1 open volume closed and sealed; writers go on elsewhere",
            "its node takes no new extents");
  }

  @Test
  void diskThatHoldsOneOfTwoGoodCopiesIsRefused() {
    volumes.add(volume(1, VolumeState.SEALED, 4096, 1, 2, 3));
    volumes.add(volume(2, VolumeState.SEALED, 4096, 1, 3, 4));
    for (Node other :
        List.of(
            node(2, NodeState.DEAD, "ok"),
            node(2, NodeState.SUSPECT, "ok"),
            node(2, NodeState.UP, "failed"),
            node(2, NodeState.UP, "quarantined"))) {
      nodes.set(1, other);
      assertThat(plan(1).refusals())
          .singleElement()
          .asString()
          .startsWith("1 volume would keep fewer than 2 good copies: 1.");
    }
    nodes.set(1, node(2, NodeState.UP, "suspect"));
    assertThat(plan(1).refusals()).isEmpty();
  }

  @Test
  void onlyTheFirstOfManyVolumesAreNamed() {
    nodes.set(1, node(2, NodeState.DEAD, "ok"));
    for (long id = 1; id <= 12; id++) {
      volumes.add(volume(id, VolumeState.SEALED, 4096, 1, 2, 3));
    }
    assertThat(plan(1).refusals().getFirst())
        .startsWith(
            "12 volumes would keep fewer than 2 good copies: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ...");
  }

  @Test
  void copyThatIsLostOrOnADiskThatIsGoneDoesNotCount() {
    volumes.add(volume(1, VolumeState.SEALED, 4096, 1, 2, 3));
    Node gone = nodes.get(1);
    nodes.set(1, new Node(gone.id(), gone.address(), gone.domain(), gone.state(), List.of()));
    assertThat(plan(1).refusals()).hasSize(1);
  }

  @Test
  void volumeWithoutABlockLosesNothing() {
    volumes.add(volume(1, VolumeState.OPEN, 0, 1, 2, 3));
    nodes.set(1, node(2, NodeState.DEAD, "ok"));
    assertThat(plan(1).refusals()).isEmpty();
    assertThat(plan(1).grounds().getFirst()).isEqualTo("no block lies on it");
  }

  @Test
  void diskThatHasFailedLosesNothingByIt() {
    volumes.add(volume(1, VolumeState.SEALED, 4096, 1, 2, 3));
    nodes.set(0, node(1, NodeState.UP, "failed"));
    nodes.set(1, node(2, NodeState.DEAD, "ok"));
    assertThat(plan(1).refusals()).isEmpty();
    assertThat(plan(1).grounds().getFirst())
        .isEqualTo("the disk is failed: nothing on it is counted on now");
  }

  @Test
  void endOfAllWritingIsSaid() {
    assertThat(plan(1).effects()).noneMatch(effect -> effect.startsWith("WRITES STOP"));
    nodes.remove(3);
    assertThat(plan(1).effects().getLast())
        .isEqualTo(
            "WRITES STOP: a volume needs a free extent in 3 failure domains, and only 2 would have"
                + " one; add a disk first");
  }

  private QuarantinePlan plan(int node) {
    Node of = nodes.get(node - 1);
    return new QuarantinePlan(of, of.disks().getFirst(), nodes, volumes, REPLICAS);
  }

  private static Node node(int number, NodeState state, String diskState) {
    String id = "n" + number;
    Node.Disk disk =
        new Node.Disk("disk of " + id, "/srv/" + id, "direct", diskState, "", 3000, 0, 3);
    return new Node(id, "h:1", "domain of " + id, state, List.of(disk));
  }

  private static Volume volume(long id, VolumeState state, long lengthBytes, int... on) {
    List<Extent> extents = new ArrayList<>();
    for (int node : on) {
      Extent.Place place = new Extent.Place("disk of n" + node, "/srv/n" + node, 4096, 1 << 20);
      extents.add(
          new Extent(10 * id + node, id, Extent.Role.DATA, ExtentStatus.SEALED, "n" + node, place));
    }
    return new Volume(
        id,
        state,
        1,
        "",
        new Volume.Life(0, 0),
        new Claim(null, 0, 0),
        List.of(new Bucket(id, lengthBytes, 1, 100)),
        extents);
  }
}
