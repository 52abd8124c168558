package dev.satchel.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.volume.store.PutOutcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cell whose state is in PostgreSQL, with two processes that write. */
final class PostgresCellTest {

  @TempDir private Path folder;

  @Test
  void twoProcessesWriteToOneCell() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      String url = server.getJdbcUrl("postgres", "postgres");
      try (TestCell test = TestCell.startOn(url, folder, 4, 20);
          Cell second = Cell.open(test.config("second", false), test.runtime())) {
        assertThat(test.awaitWritable()).isTrue();
        assertThat(second.awaitWritable(Duration.ofSeconds(20))).isTrue();
        List<byte[]> blocks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
          blocks.add(TestCell.bytes(i, 10_000));
          Cell cell = i % 2 == 0 ? test.cell() : second;
          assertThat(TestCell.put(cell, blocks.getLast())).isEqualTo(PutOutcome.STORED);
        }
        for (byte[] block : blocks) {
          test.assertReadable(block);
          assertThat(TestCell.put(second, block)).isEqualTo(PutOutcome.ALREADY_THERE);
        }
        assertThat(second.admin().status().blocks().count()).isEqualTo(40);
        assertThat(second.admin().sealAll().volumes())
            .isNotEmpty()
            .allSatisfy(volume -> assertThat(volume.state()).isEqualTo("sealed"));
        blocks.forEach(test::assertReadable);
      }
    }
  }
}
