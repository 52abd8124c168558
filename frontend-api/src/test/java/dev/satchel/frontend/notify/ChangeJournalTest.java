package dev.satchel.frontend.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.metadata.NamespaceChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeJournalTest {
  private final BlockingQueue<Long> heard = new LinkedBlockingQueue<>();

  @TempDir private Path folder;

  @Test
  void changesAreHeardInOrderFromManyThreads() throws Exception {
    try (ChangeJournal journal = ChangeJournal.open(folder, heard::add)) {
      List<Thread> threads = new ArrayList<>();
      for (long namespace = 1; namespace <= 8; namespace++) {
        long mine = namespace;
        threads.add(
            Thread.startVirtualThread(() -> {
              for (long jid = 1; jid <= 100; jid++) {
                journal.append(new NamespaceChange(mine, jid));
              }
            }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      List<Long> all = new ArrayList<>();
      while (all.size() < 800) {
        Long next = heard.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("after %d changes", all.size()).isNotNull();
        all.add(next);
      }
      assertThat(all).containsOnly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }
  }

  @Test
  void aRestartTellsOnlyWhatIsNew() throws Exception {
    try (ChangeJournal journal = ChangeJournal.open(folder, heard::add)) {
      journal.append(new NamespaceChange(1, 1));
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(1);
    }
    try (ChangeJournal journal = ChangeJournal.open(folder, heard::add)) {
      journal.append(new NamespaceChange(2, 1));
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(2);
    }
    assertThat(heard).isEmpty();
  }

  @Test
  void filesOfPastDaysAreDeleted() throws Exception {
    Path old = Files.createFile(folder.resolve("20200101F.cq4"));
    Path recent = Files.createFile(folder.resolve("20200102F.cq4"));
    Path other = Files.createFile(folder.resolve("metadata.cq4t"));
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(3)));
    Files.setLastModifiedTime(old, longAgo);
    Files.setLastModifiedTime(other, longAgo);
    PastCycles.delete(folder);
    assertThat(old).doesNotExist();
    assertThat(recent).exists();
    assertThat(other).exists();
  }
}
