package dev.satchel.volume.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ScrubStatus;
import dev.satchel.volume.admin.StatusReport;
import dev.satchel.volume.model.Bucket;
import dev.satchel.volume.model.Claim;
import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.ExtentStatus;
import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import dev.satchel.volume.model.Note;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.model.VolumeState;
import io.avaje.jsonb.Jsonb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CensusTest {

  private final List<Node> nodes =
      new ArrayList<>(List.of(node("n1", 3), node("n2", 3), node("n3", 1)));
  private final List<Volume> volumes = new ArrayList<>();
  private ScrubStatus scrub = ScrubStatus.NONE;

  @Test
  void healthyCellIsOk() {
    volumes.add(volume(1, VolumeState.SEALED, ExtentStatus.SEALED, ExtentStatus.SEALED));
    StatusReport status = status(Optional.empty());
    assertThat(status.health()).isEqualTo("ok");
    assertThat(status.problems()).isEmpty();
    assertThat(status.volumes()).isEqualTo(new StatusReport.Volumes(0, 1, 0, 0, 0));
  }

  @Test
  void pauseThatIsForgottenIsAWarning() {
    scrub = new ScrubStatus(990, 0, 1 << 20, 0, true);
    StatusReport status = status(Optional.empty());
    assertThat(status.health()).isEqualTo("warn");
    assertThat(status.problems())
        .containsExactly("the scrub is paused: satchel-admin scrub start lets it go on");
  }

  @Test
  void damageThatTheScrubFoundIsAWarning() {
    scrub = new ScrubStatus(990, 2, 1 << 20, 1, false);
    StatusReport status = status(Optional.empty());
    assertThat(status.health()).isEqualTo("warn");
    assertThat(status.problems())
        .containsExactly("2 damaged pages were found: satchel-admin scrub status lists what");
    assertThat(status.scrub()).isEqualTo(new StatusReport.Scrub(990, 2, 0));
  }

  @Test
  void everyByteOfEveryExtentIsCounted() {
    volumes.add(volume(1, VolumeState.OPEN, ExtentStatus.OPEN, ExtentStatus.OPEN));
    volumes.add(volume(2, VolumeState.SEALED, ExtentStatus.SEALED, ExtentStatus.LOST));
    // Each extent: a header page and two pages of data; the sealed one has a footer of two pages.
    assertThat(status(Optional.empty()).blocks().storedBytes()).isEqualTo((4 * 3 + 2) * 4096);
  }

  @Test
  void lostExtentAndMissingNodeDegradeAVolume() {
    volumes.add(volume(1, VolumeState.SEALED, ExtentStatus.SEALED, ExtentStatus.LOST));
    volumes.add(volume(2, VolumeState.OPEN, ExtentStatus.OPEN, ExtentStatus.OPEN));
    assertThat(status(Optional.empty()).volumes().degraded()).isEqualTo(1);
    nodes.set(1, nodes.get(1).in(NodeState.SUSPECT));
    StatusReport status = status(Optional.empty());
    assertThat(status.volumes()).isEqualTo(new StatusReport.Volumes(1, 1, 0, 2, 0));
    assertThat(status.health()).isEqualTo("warn");
    assertThat(status.problems())
        .containsExactly(
            "node n2 is suspect", "2 volumes have fewer good extents than they should");
  }

  @Test
  void diskThatIsKeptApartDegradesItsVolumesAndSaysWhy() {
    volumes.add(volume(1, VolumeState.SEALED, ExtentStatus.SEALED, ExtentStatus.SEALED));
    for (String state : List.of("quarantined", "failed")) {
      disk(0, state, 1000);
      StatusReport status = status(Optional.empty());
      assertThat(status.health()).isEqualTo("warn");
      assertThat(status.volumes().degraded()).isEqualTo(1);
      assertThat(status.problems())
          .containsExactly(
              "disk /srv of node n1 is " + state + ": it clicks",
              "1 volumes have fewer good extents than they should");
    }
    disk(0, "suspect", 1000);
    assertThat(status(Optional.empty()).volumes().degraded()).isZero();
  }

  /** What cannot be counted on can be read all the same, unless nobody has opened its disk. */
  @Test
  void volumeOnReadOnlyDisksOnlyIsReadable() {
    volumes.add(volume(1, VolumeState.SEALED, ExtentStatus.SEALED, ExtentStatus.SEALED));
    disk(0, "quarantined", 1000);
    disk(1, "failed", 1000);
    assertThat(status(Optional.empty()).volumes().unreadable()).isZero();
    disk(0, "failed", 0);
    disk(1, "failed", 0);
    assertThat(status(Optional.empty()).volumes().unreadable()).isEqualTo(1);
  }

  @Test
  void volumeWithoutAnyGoodExtentIsAnError() {
    volumes.add(volume(1, VolumeState.SEALED, ExtentStatus.SEALED, ExtentStatus.SEALED));
    nodes.replaceAll(node -> node.in(NodeState.DEAD));
    StatusReport status = status(Optional.empty());
    assertThat(status.health()).isEqualTo("error");
    assertThat(status.volumes().unreadable()).isEqualTo(1);
  }

  @Test
  void volumesThatCannotBeOpenedAreAnError() {
    StatusReport status = status(Optional.of(new Note(Note.NO_SPACE, "all is full")));
    assertThat(status.health()).isEqualTo("error");
    assertThat(status.problems()).containsExactly("no volume can be opened: all is full");
  }

  @Test
  void documentHasTheNamesThatProgramsKnow() {
    String json = Jsonb.builder().build().toJson(status(Optional.empty()));
    assertThat(json)
        .contains(
            "\"health\":",
            "\"nodes\":[{\"id\":\"n1\",\"state\":\"up\",\"domain\":",
            "\"capacity_bytes\":",
            "\"used_bytes\":",
            "\"volumes\":{\"open\":0,\"sealed\":0,\"coded\":0,\"degraded\":0,\"unreadable\":0}",
            "\"blocks\":{\"count\":0,\"logical_bytes\":0,\"stored_bytes\":0}",
            "\"repair\":{\"queued\":0,\"running\":0,\"bytes_left\":0}",
            "\"scrub\":{\"oldest_unverified_s\":0,\"errors_found\":0,\"errors_repaired\":0}",
            "\"trash\":{\"bytes\":0}");
  }

  @Test
  void roomIsWhatTheDomainsAllowTogether() {
    // Slots 3, 3 and 1: the third domain is in every volume of three, but not of two.
    assertThat(Room.volumesThatFit(nodes, 3)).isEqualTo(1);
    assertThat(Room.volumesThatFit(nodes, 2)).isEqualTo(3);
    assertThat(Room.volumesThatFit(nodes, 4)).isZero();
    assertThat(Room.volumesThatFit(List.of(), 3)).isZero();
    assertThat(Room.smallestSlotBytes(nodes)).isEqualTo(1000);
  }

  private StatusReport status(Optional<Note> opening) {
    return new Census(nodes, volumes, new Census.Blocks(0, 0), opening, scrub).status();
  }

  private static Node node(String id, int freeSlots) {
    Node.Disk disk =
        new Node.Disk(
            "disk of " + id, "/srv/" + id, "direct", "ok", "", freeSlots * 1000L, 0, freeSlots);
    return new Node(id, "h:1", "domain of " + id, NodeState.UP, List.of(disk));
  }

  /** A volume of two pages on n1 and n2. */
  private static Volume volume(
      long id, VolumeState state, ExtentStatus first, ExtentStatus second) {
    return new Volume(
        id,
        state,
        1,
        "",
        new Volume.Life(0, 10_000),
        new Claim(null, 0, 0),
        List.of(new Bucket(id, 8192, 1, 8000)),
        List.of(
            new Extent(10 * id, id, Extent.Role.DATA, first, "n1", place("n1")),
            new Extent(10 * id + 1, id, Extent.Role.DATA, second, "n2", place("n2"))));
  }

  private static Extent.Place place(String node) {
    return new Extent.Place("disk of " + node, "/srv/" + node, 4096, 1 << 20);
  }

  private void disk(int node, String state, long capacityBytes) {
    Node before = nodes.get(node);
    Node.Disk disk =
        new Node.Disk(
            "disk of " + before.id(), "/srv", "direct", state, "it clicks", capacityBytes, 0, 3);
    nodes.set(
        node,
        new Node(before.id(), before.address(), before.domain(), before.state(), List.of(disk)));
  }
}
