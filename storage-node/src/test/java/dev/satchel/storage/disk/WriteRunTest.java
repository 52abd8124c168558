package dev.satchel.storage.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteRunTest {

  private static final int PAGE = Disk.PAGE_BYTES;

  @Test
  void writesThatTouchAreOneRunInWhateverOrderTheyCome() {
    List<WriteRun> runs = WriteRun.of(writes(5, 1, 9, 2, 3, 6));

    assertThat(runs.stream().map(WriteRunTest::pages))
        .containsExactly(List.of(1L, 2L, 3L), List.of(5L, 6L), List.of(9L));
    assertThat(runs.stream().map(run -> run.position() / PAGE)).containsExactly(1L, 5L, 9L);
  }

  @Test
  void longWriteTouchesWhatBeginsAtItsEnd() {
    List<PageWrite> writes =
        List.of(
            new PageWrite(0, PageMemory.allocate(3 * PAGE)),
            new PageWrite(3 * PAGE, PageMemory.allocate(PAGE)),
            new PageWrite(5 * PAGE, PageMemory.allocate(PAGE)));

    assertThat(WriteRun.of(writes).stream().map(WriteRun::size)).containsExactly(2, 1);
  }

  @Test
  void nothingIsNoRun() {
    assertThat(WriteRun.of(List.of())).isEmpty();
  }

  @Test
  void runCutShortHasWrittenItsFirstWritesAndAPartOfOne() {
    List<PageWrite> writes = writes(0, 1, 2);
    WriteRun.of(writes).getFirst().advance(PAGE + 512);

    assertThat(writes.stream().map(write -> write.source().remaining()))
        .containsExactly(0, PAGE - 512, PAGE);
  }

  @Test
  void writeCutShortWithinAPageIsFinishedFromThatPageOn() throws IOException {
    FaultyDisk disk = new FaultyDisk(4 * PAGE);
    disk.allocate(0, 4 * PAGE);
    ByteBuffer source = PageMemory.allocate(2 * PAGE).put(0, "x".repeat(2 * PAGE).getBytes(UTF_8));
    ByteBuffer expected = source.duplicate();
    PageWrite write = new PageWrite(PAGE, source);
    disk.write(PAGE, source.duplicate().limit(PAGE));
    WriteRun.of(List.of(write)).getFirst().advance(PAGE + 512);

    write.finish(disk);

    assertThat(write.failure()).isNull();
    ByteBuffer written = PageMemory.allocate(2 * PAGE);
    disk.read(PAGE, written);
    assertThat(written.flip()).isEqualTo(expected);
  }

  @Test
  void runThatFailsIsAFailureOfAllItsWrites() {
    List<PageWrite> writes = writes(0, 1, 7);
    IOException failure = new IOException("input/output error");
    WriteRun.of(writes).getFirst().fail(failure);

    assertThat(writes.stream().map(PageWrite::failure)).containsExactly(failure, failure, null);
  }

  private static List<PageWrite> writes(long... pages) {
    return Arrays.stream(pages)
        .mapToObj(page -> new PageWrite(page * PAGE, PageMemory.allocate(PAGE)))
        .toList();
  }

  private static List<Long> pages(WriteRun run) {
    return run.writes().stream().map(write -> write.position() / PAGE).toList();
  }
}
