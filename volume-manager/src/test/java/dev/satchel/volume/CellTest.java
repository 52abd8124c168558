package dev.satchel.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.contract.BlockHash;
import dev.satchel.volume.store.GetOutcome;
import dev.satchel.volume.store.PutOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A healthy cell does its job. */
final class CellTest {

  @TempDir private Path folder;

  @Test
  void writersWaitForAVolumeAndNoLongerThanTheyWant() throws Exception {
    try (TestCell test = TestCell.start(folder, 2, 20)) {
      assertThat(test.cell().awaitWritable(Duration.ofMillis(50))).isFalse();
      test.startNode(2, 20);
      assertThat(test.awaitWritable()).isTrue();
      assertThat(test.cell().awaitWritable(Duration.ZERO)).isTrue();
    }
  }

  @Test
  void blocksOfAllKindsComeBackAsTheyWentIn() throws Exception {
    byte[] text = "Satchel, ".repeat(100_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    List<byte[]> blocks =
        List.of(
            new byte[] {42},
            TestCell.bytes(1, 127),
            TestCell.bytes(2, 4096),
            TestCell.bytes(3, 65_536),
            TestCell.bytes(4, 65_537),
            TestCell.bytes(5, 4 << 20),
            new byte[4 << 20],
            text,
            Arrays.copyOf(text, 200));
    try (TestCell test = TestCell.start(folder, 4, 20)) {
      for (byte[] block : blocks) {
        assertThat(test.put(block)).isEqualTo(PutOutcome.STORED);
      }
      for (byte[] block : blocks) {
        test.assertReadable(block);
        assertThat(test.put(block)).isEqualTo(PutOutcome.ALREADY_THERE);
        assertThat(test.cell().lengthOf(TestCell.hashOf(block))).hasValue(block.length);
      }
      BlockHash unknown = Hashes.hash(7);
      assertThat(test.cell().get(unknown)).isEqualTo(new GetOutcome.Absent());
      assertThat(test.cell().lengthOf(unknown)).isEmpty();
      assertThat(test.cell().missing(List.of(unknown, TestCell.hashOf(text))))
          .containsExactly(unknown);
      assertThat(test.cell().touch(List.of(unknown, TestCell.hashOf(text))))
          .containsExactly(Map.entry(TestCell.hashOf(text), text.length));
    }
  }
}
