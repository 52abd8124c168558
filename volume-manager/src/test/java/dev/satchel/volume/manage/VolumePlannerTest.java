package dev.satchel.volume.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.volume.manage.Snapshot.Targets;
import dev.satchel.volume.model.Bucket;
import dev.satchel.volume.model.Claim;
import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.ExtentStatus;
import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import dev.satchel.volume.model.Note;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.model.VolumeState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class VolumePlannerTest {

  private static final Targets TARGETS = new Targets(3, 3, 1);

  private final List<Node> nodes = new ArrayList<>();
  private final List<Volume> volumes = new ArrayList<>();
  private final Set<Long> busy = new HashSet<>();
  private final Set<Long> overdue = new HashSet<>();
  private final Set<String> shunned = new HashSet<>();
  private boolean warm = true;

  @Test
  void emptyCellOpensAllItsVolumesSpreadOverTheNodes() {
    for (int i = 1; i <= 9; i++) {
      node("n" + i, "d" + i, NodeState.UP, 10);
    }
    List<Step> steps = plan();
    assertThat(opened(steps)).hasSize(3);
    assertThat(opened(steps).stream().flatMap(List::stream)).hasSize(9).doesNotHaveDuplicates();
  }

  @Test
  void noTwoExtentsOfAVolumeShareADomain() {
    node("n1", "rack1", NodeState.UP, 10);
    node("n2", "rack1", NodeState.UP, 10);
    node("n3", "rack2", NodeState.UP, 10);
    node("n4", "rack3", NodeState.UP, 1);
    assertThat(opened(plan()))
        .singleElement()
        .satisfies(chosen -> assertThat(chosen).contains("n3", "n4").hasSize(3));
  }

  @Test
  void nothingIsOpenedWhenEnoughIsOpen() {
    threeNodes();
    open(1, "me", 4096);
    open(2, "me", 4096);
    open(3, null, 0);
    assertThat(plan()).containsExactly(new Step.Say(Optional.empty()));
  }

  @Test
  void claimedSpareIsReplaced() {
    threeNodes();
    open(1, "me", 4096);
    open(2, "me", 4096);
    open(3, "me", 0);
    assertThat(opened(plan())).hasSize(1);
  }

  @Test
  void tooFewDomainsAreExplainedOnceTheManagerIsWarm() {
    node("n1", "d1", NodeState.UP, 10);
    node("n2", "d2", NodeState.SUSPECT, 10);
    node("n3", "d3", NodeState.DEAD, 10);
    assertThat(plan())
        .containsExactly(
            new Step.Say(
                Optional.of(
                    new Note(
                        Note.TOO_FEW_DOMAINS,
                        "a volume needs nodes in 3 failure domains, but only 1 of them is up"))));
    warm = false;
    assertThat(plan()).isEmpty();
  }

  @Test
  void fullDisksAreExplained() {
    node("n1", "d1", NodeState.UP, 10);
    node("n2", "d2", NodeState.UP, 10);
    node("n3", "d3", NodeState.UP, 0);
    assertThat(plan())
        .singleElement()
        .isInstanceOfSatisfying(
            Step.Say.class,
            say -> assertThat(say.note().orElseThrow().code()).isEqualTo(Note.NO_SPACE));
  }

  @Test
  void explanationIsTakenBackWhenThereIsASpareAgain() {
    node("n1", "d1", NodeState.UP, 0);
    node("n2", "d2", NodeState.UP, 0);
    node("n3", "d3", NodeState.UP, 0);
    open(1, null, 0);
    assertThat(plan()).containsExactly(new Step.Say(Optional.empty()));
  }

  @Test
  void slotsThatAreSpokenForAreNotGivenTwice() {
    node("n1", "d1", NodeState.UP, 2);
    node("n2", "d2", NodeState.UP, 2);
    node("n3", "d3", NodeState.UP, 2);
    volumes.add(volume(1, VolumeState.CREATING, null, 0, ExtentStatus.CREATING));
    assertThat(opened(plan())).hasSize(1);
  }

  @Test
  void volumeThatWasBeingMadeIsMade() {
    threeNodes();
    volumes.add(volume(1, VolumeState.CREATING, null, 0, ExtentStatus.CREATING));
    assertThat(plan()).contains(new Step.Make(volumes.getFirst()));
  }

  @Test
  void extentIsPlannedElsewhereWhenItsNodeCannotMakeIt() {
    threeNodes();
    node("n4", "d4", NodeState.UP, 10);
    shunned.add("n2");
    Volume volume = volume(1, VolumeState.CREATING, null, 0, ExtentStatus.CREATING);
    volumes.add(volume);
    assertThat(plan()).contains(new Step.Replace(volume, volume.extents().get(1), "n4"));
  }

  @Test
  void volumeStuckInTheMakingDoesNotCountAsASpare() {
    threeNodes();
    shunned.add("n2");
    volumes.add(volume(1, VolumeState.CREATING, null, 0, ExtentStatus.CREATING));
    assertThat(plan())
        .singleElement()
        .isInstanceOfSatisfying(Step.Say.class, say -> assertThat(say.note()).isPresent());
  }

  @Test
  void writtenVolumeIsClosedWhenANodeIsSuspect() {
    node("n1", "d1", NodeState.SUSPECT, 10);
    node("n2", "d2", NodeState.UP, 10);
    node("n3", "d3", NodeState.UP, 10);
    open(1, "me", 4096);
    assertThat(plan()).contains(new Step.Close(volumes.getFirst(), "node n1 is not up"));
  }

  @Test
  void managerThatHasJustBegunNeitherClosesNorOpensForSilence() {
    node("n1", "d1", NodeState.SUSPECT, 10);
    for (int i = 2; i <= 5; i++) {
      node("n" + i, "d" + i, NodeState.UP, 10);
    }
    open(1, null, 4096);
    open(2, null, 4096);
    open(3, null, 0);
    warm = false;
    assertThat(plan()).containsExactly(new Step.Say(Optional.empty()));
    warm = true;
    assertThat(plan()).anyMatch(Step.Close.class::isInstance);
    assertThat(opened(plan())).hasSize(3);
  }

  @Test
  void unusedVolumeWaitsForASuspectNodeButNotForADeadOne() {
    node("n1", "d1", NodeState.SUSPECT, 10);
    node("n2", "d2", NodeState.UP, 10);
    node("n3", "d3", NodeState.UP, 10);
    open(1, null, 0);
    assertThat(plan()).noneMatch(Step.Close.class::isInstance);
    nodes.set(0, nodes.getFirst().in(NodeState.DEAD));
    assertThat(plan()).anyMatch(Step.Close.class::isInstance);
  }

  @Test
  void volumeWhoseWriterIsGoneIsReleased() {
    threeNodes();
    open(1, "gone", 4096);
    open(2, null, 4096);
    overdue.addAll(Set.of(1L, 2L));
    assertThat(plan())
        .contains(new Step.Release(volumes.get(0)))
        .doesNotContain(new Step.Release(volumes.get(1)));
  }

  @Test
  void closingVolumeIsSealedWhenAllItsNodesAreUp() {
    threeNodes();
    Volume volume = volume(1, VolumeState.CLOSING, null, 4096, ExtentStatus.OPEN);
    volumes.add(volume);
    assertThat(plan()).contains(new Step.Seal(volume, volume.extents()));
  }

  @Test
  void closingVolumeWaitsForAMissingNodeOnlySoLong() {
    node("n1", "d1", NodeState.DEAD, 10);
    node("n2", "d2", NodeState.UP, 10);
    node("n3", "d3", NodeState.UP, 10);
    Volume volume = volume(1, VolumeState.CLOSING, null, 4096, ExtentStatus.OPEN);
    volumes.add(volume);
    assertThat(plan()).noneMatch(Step.Seal.class::isInstance);
    overdue.add(1L);
    assertThat(plan()).contains(new Step.Seal(volume, volume.extents().subList(1, 3)));
  }

  @Test
  void volumeWithNoNodeUpIsNeverSealed() {
    for (int i = 1; i <= 3; i++) {
      node("n" + i, "d" + i, NodeState.DEAD, 10);
    }
    volumes.add(volume(1, VolumeState.CLOSING, null, 4096, ExtentStatus.OPEN));
    overdue.add(1L);
    assertThat(plan()).noneMatch(Step.Seal.class::isInstance);
  }

  @Test
  void extentOfASealedVolumeIsCutWhenItsNodeIsBack() {
    node("n1", "d1", NodeState.UP, 10);
    node("n2", "d2", NodeState.SUSPECT, 10);
    node("n3", "d3", NodeState.DEAD, 10);
    Volume volume = volume(1, VolumeState.SEALED, null, 4096, ExtentStatus.OPEN);
    volumes.add(volume);
    assertThat(plan().stream().filter(Step.Settle.class::isInstance))
        .containsExactly(new Step.Settle(volume, volume.extents().getFirst()));
  }

  @Test
  void volumeThatIsBeingWorkedOnIsLeftAlone() {
    threeNodes();
    volumes.add(volume(1, VolumeState.CLOSING, null, 4096, ExtentStatus.OPEN));
    busy.add(1L);
    assertThat(plan()).noneMatch(Step.Seal.class::isInstance);
  }

  @Test
  void volumeOnADiskThatTakesNoDataIsClosedAndReplacedElsewhere() {
    for (String state : List.of("quarantined", "failed")) {
      for (boolean isWarm : new boolean[] {true, false}) {
        nodes.clear();
        volumes.clear();
        warm = isWarm;
        threeNodes();
        node("n4", "d4", NodeState.UP, 10);
        open(1, "me", 4096);
        open(2, null, 0);
        disk(0, state);

        List<Step> steps = plan();
        assertThat(steps.stream().filter(Step.Close.class::isInstance))
            .containsExactly(
                new Step.Close(volumes.get(0), "disk disk of n1 is " + state),
                new Step.Close(volumes.get(1), "disk disk of n1 is " + state));
        assertThat(opened(steps)).isNotEmpty();
        assertThat(opened(steps)).allMatch(chosen -> !chosen.contains("n1"));
      }
    }
  }

  @Test
  void suspectDiskKeepsItsVolumes() {
    threeNodes();
    open(1, "me", 4096);
    disk(0, "suspect");
    assertThat(plan()).noneMatch(Step.Close.class::isInstance);
  }

  @Test
  void closingVolumeOnADiskThatIsKeptApartIsSealedOnAllItsExtents() {
    threeNodes();
    Volume volume = volume(1, VolumeState.CLOSING, null, 4096, ExtentStatus.OPEN);
    volumes.add(volume);
    disk(0, "quarantined");
    assertThat(plan()).contains(new Step.Seal(volume, volume.extents()));
  }

  private void disk(int node, String state) {
    Node before = nodes.get(node);
    Node.Disk disk = before.disks().getFirst();
    Node.Disk now =
        new Node.Disk(disk.id(), disk.path(), disk.mode(), state, "it clicks", 1 << 30, 0, 10);
    nodes.set(
        node,
        new Node(before.id(), before.address(), before.domain(), before.state(), List.of(now)));
  }

  private List<Step> plan() {
    return VolumePlanner.plan(new Snapshot(TARGETS, nodes, volumes, busy, overdue, shunned, warm));
  }

  private static List<List<String>> opened(List<Step> steps) {
    List<List<String>> opened = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Step.Open(List<String> nodeIds)) {
        opened.add(nodeIds);
      }
    }
    return opened;
  }

  private void threeNodes() {
    for (int i = 1; i <= 3; i++) {
      node("n" + i, "d" + i, NodeState.UP, 10);
    }
  }

  private void node(String id, String domain, NodeState state, int freeSlots) {
    Node.Disk disk =
        new Node.Disk("disk of " + id, "/srv/" + id, "direct", "ok", "", 1 << 30, 0, freeSlots);
    nodes.add(new Node(id, id + ":1", domain, state, List.of(disk)));
  }

  private void open(long id, @Nullable String writer, long lengthBytes) {
    volumes.add(volume(id, VolumeState.OPEN, writer, lengthBytes, ExtentStatus.OPEN));
  }

  /** A volume with extents on n1, n2 and n3. */
  private static Volume volume(
      long id, VolumeState state, @Nullable String writer, long lengthBytes, ExtentStatus status) {
    List<Extent> extents = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      Extent.Place place =
          status == ExtentStatus.CREATING
              ? null
              : new Extent.Place("disk of n" + i, "/srv/n" + i, 4096, 1 << 20);
      extents.add(new Extent(10 * id + i, id, Extent.Role.DATA, status, "n" + i, place));
    }
    return new Volume(
        id,
        state,
        1,
        "",
        new Volume.Life(0, 0),
        new Claim(writer, 1, 0),
        List.of(new Bucket(id, lengthBytes, 0, 0)),
        extents);
  }
}
