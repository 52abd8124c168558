package dev.satchel.storage.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.ExtentHeader;
import dev.satchel.storage.format.Footer;
import dev.satchel.storage.format.PageOutcome;
import dev.satchel.storage.format.SlotEntry;
import dev.satchel.storage.format.SlotEntry.Mark;
import org.junit.jupiter.api.Test;

/** What a slot is taken for when its header, its footer and the table do not agree. */
class SlotViewTest {

  private static final DiskGeometry GEOMETRY = new DiskGeometry(64 << 10, 4);
  private static final ExtentId ID = new ExtentId(7);
  private static final int GENERATION = 2;
  private static final PageOutcome<ExtentHeader> HEADER =
      new PageOutcome.Found<>(new ExtentHeader(ID, 70, GENERATION, 4096, 1, 0));
  private static final PageOutcome<Footer> NO_FOOTER = new PageOutcome.Blank<>();
  private static final SlotEntry ENTRY = SlotEntry.of(ID, GENERATION);

  private static PageOutcome<Footer> footer(long id, long bucketId, int generation) {
    SealedExtent sealed = new SealedExtent(0, new int[0]);
    return new PageOutcome.Found<>(new Footer(new ExtentId(id), bucketId, generation, 1, sealed));
  }

  private static String state(
      PageOutcome<ExtentHeader> header, PageOutcome<Footer> footer, SlotEntry entry) {
    return new SlotView(0, header, footer, true, entry).state(GEOMETRY);
  }

  @Test
  void footerSealsItsOwnExtentAndFencesEveryOther() {
    assertThat(state(HEADER, NO_FOOTER, ENTRY)).isEqualTo("open");
    assertThat(state(HEADER, footer(7, 70, GENERATION), ENTRY)).isEqualTo("sealed");
    assertThat(state(HEADER, footer(8, 70, GENERATION), ENTRY)).isEqualTo("fenced");
    assertThat(state(HEADER, footer(7, 71, GENERATION), ENTRY)).isEqualTo("fenced");
    assertThat(state(HEADER, footer(7, 70, GENERATION + 1), ENTRY)).isEqualTo("fenced");
    assertThat(state(HEADER, new PageOutcome.Corrupt<>("torn"), ENTRY)).isEqualTo("fenced");
  }

  @Test
  void marksOfItsEntrySayWhatBecameOfAnExtent() {
    assertThat(state(HEADER, NO_FOOTER, ENTRY.with(Mark.CLOSED))).isEqualTo("closed");
    assertThat(state(HEADER, NO_FOOTER, ENTRY.with(Mark.FENCED))).isEqualTo("fenced");
    assertThat(state(HEADER, NO_FOOTER, ENTRY.with(Mark.TRASHED))).isEqualTo("trashed");
    assertThat(state(HEADER, NO_FOOTER, ENTRY.with(Mark.PURGING))).isEqualTo("purging");
  }

  @Test
  void slotWithoutAHeaderIsFreeOnlyIfNothingSaysThatBytesWereThere() {
    PageOutcome<ExtentHeader> none = new PageOutcome.Blank<>();
    assertThat(state(none, NO_FOOTER, SlotEntry.EMPTY)).isEqualTo("free");
    assertThat(state(none, NO_FOOTER, ENTRY)).isEqualTo("free");
    assertThat(state(none, NO_FOOTER, ENTRY.withCheckpoint(4096))).isEqualTo("lost");
    assertThat(state(none, new PageOutcome.Corrupt<>("torn"), ENTRY)).isEqualTo("lost");
    assertThat(new SlotView(0, none, NO_FOOTER, false, ENTRY).state(GEOMETRY)).isEqualTo("lost");
    assertThat(state(none, footer(7, 70, GENERATION), ENTRY)).isEqualTo("sealed");
  }

  @Test
  void entryOfAnotherExtentSaysNothingOfThisOne() {
    SlotEntry other = SlotEntry.of(ID, GENERATION + 1).with(Mark.CLOSED).with(Mark.TRASHED);
    SlotView view = new SlotView(0, HEADER, NO_FOOTER, false, other);

    assertThat(view.state(GEOMETRY)).isEqualTo("open");
    assertThat(ExtentFacts.line(view, GEOMETRY).values()).doesNotContainKey("checkpoint");
  }
}
