package dev.satchel.storage.extent;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.format.SlotEntry;
import dev.satchel.storage.format.SlotEntry.Mark;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The steps of a purge that lags behind another one of the same slot. */
@Timeout(60)
class EraseChangeTest {

  private static final List<EraseChange.Step> STEPS =
      List.of(
          new EraseChange.Step.Unname(),
          new EraseChange.Step.Discard(0, StoreUnderTest.SLOT_BYTES),
          new EraseChange.Step.Free());

  private final FaultyDisk device = new FaultyDisk(StoreUnderTest.DISK_BYTES);
  private DiskStore disk;
  private Extent extent;

  @BeforeEach
  void create() throws IOException {
    DiskSetup setup =
        new DiskSetup(
            StoreUnderTest.NODE, StoreUnderTest.SLOT_BYTES, StoreUnderTest.DISK_BYTES, true);
    DiskFormatter formatter = new DiskFormatter(device);
    disk =
        DiskRecovery.open(
                device,
                formatter.open(setup),
                formatter,
                new DiskRecovery.Shared(
                    StorePolicy.trashFor(StoreUnderTest.TRASH_FOR),
                    StoreMetrics.in(new MetricRegistry()),
                    () -> Runnable::run,
                    StoreUnderTest.ALLOCATOR))
            .disk();
    CreateChange.NewExtent wanted =
        new CreateChange.NewExtent(new ExtentId(1), 101, 0, 1, StoreUnderTest.deadline());
    extent = disk.submit(new CreateChange(disk, wanted)).join();
  }

  @AfterEach
  void close() throws IOException {
    disk.close();
  }

  @Test
  void extentOfTheSameNameThatWasMadeAgainIsNotTouched() {
    assertNothingIsDone(extent.entry().with(Mark.PURGING), extent.entry());
  }

  /** Its own purge gives the slot back, when it has come so far. */
  @Test
  void purgeOfTheNextExtentIsNotOvertaken() {
    SlotEntry purging = extent.entry().with(Mark.PURGING);
    disk.table().put(0, purging);

    assertNothingIsDone(SlotEntry.of(new ExtentId(99), 0).with(Mark.PURGING), purging);
  }

  private void assertNothingIsDone(SlotEntry late, SlotEntry entry) {
    for (EraseChange.Step step : STEPS) {
      disk.submit(new EraseChange(disk, 0, late, step)).join();
    }
    assertThat(extent.entry()).isEqualTo(entry);
    assertThat(disk.freeSlots()).isEqualTo(1);
    assertThat(device.nextData(1 << 20)).isEqualTo(1 << 20);
  }
}
