package dev.satchel.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.satchel.volume.store.GetOutcome;
import dev.satchel.volume.store.PutOutcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the cell does while its index takes nothing, or when it dies before it did. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class CellIndexFaultTest {

  private static final int SMALL = 20_000;

  @TempDir private Path folder;

  @Test
  void deathBetweenAppendAndIndexRowLosesNothingAcknowledged() throws Exception {
    try (TestCell test = TestCell.start(folder, 3, 20)) {
      byte[] acknowledged = TestCell.bytes(1, SMALL);
      test.put(acknowledged);
      failInserts();
      byte[] unindexed = TestCell.bytes(2, SMALL);
      Thread client = Thread.ofVirtual().start(() -> ignoreFailure(() -> test.put(unindexed)));
      // The insert fails only after the append is synced everywhere.
      await().until(() -> indexFailures(test) > 0);
      test.killAndStartAgain();
      assertThat(test.cell().get(TestCell.hashOf(unindexed))).isInstanceOf(GetOutcome.Absent.class);
      letInsertsBe();
      test.assertReadable(acknowledged);
      assertThat(test.put(unindexed)).isNotNull();
      test.assertReadable(unindexed);
      client.interrupt();
      client.join();
    }
  }

  @Test
  void indexThatFailsForAWhileDelaysPutsButLosesNone() throws Exception {
    try (TestCell test = TestCell.start(folder, 3, 20)) {
      assertThat(test.awaitWritable()).isTrue();
      failInserts();
      byte[] block = TestCell.bytes(3, SMALL);
      try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<PutOutcome> put = clients.submit(() -> test.put(block));
        await().until(() -> indexFailures(test) > 0);
        assertThat(put.isDone()).isFalse();
        letInsertsBe();
        assertThat(put.get()).isEqualTo(PutOutcome.STORED);
      }
      test.assertReadable(block);
    }
  }

  private static long indexFailures(TestCell test) {
    return test.metrics().meter("cell.put.index_failures").getCount();
  }

  private static void ignoreFailure(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException expected) {
      assertThat(expected).isNotNull();
    }
  }

  /** From now on the index takes no row, and remembers that it was asked to. */
  private void failInserts() throws Exception {
    sql(
        "CREATE TRIGGER planted BEFORE INSERT ON blocks BEGIN"
            + " SELECT RAISE(FAIL, 'planted failure'); END");
  }

  private void letInsertsBe() throws Exception {
    sql("DROP TRIGGER planted");
  }

  private void sql(String statement) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("cell.db"));
        Statement run = connection.createStatement()) {
      run.execute("PRAGMA busy_timeout = 10000");
      run.execute(statement);
    }
  }
}
