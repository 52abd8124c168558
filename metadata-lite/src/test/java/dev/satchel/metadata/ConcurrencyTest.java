package dev.satchel.metadata;

import static dev.satchel.metadata.Change.file;
import static dev.satchel.metadata.Change.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.CommitResult;
import dev.satchel.contract.DeltaEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ConcurrencyTest {

  private static final int THREADS = 4;
  private static final int ROUNDS = 25;

  private final World world;

  ConcurrencyTest(TestDatabase database) {
    world = new World(database);
  }

  @Test
  void oneOfTwoCommitsOnOnePathWins() throws Exception {
    world.upload(IntStream.range(0, THREADS).mapToObj(thread -> hash("by " + thread)).toList());
    @Nullable String rev = null;
    for (int round = 0; round < ROUNDS; round++) {
      String parent = rev;
      List<CommitResult> results =
          together(thread -> commit(file("/contested", "by " + thread, parent)));

      List<CommitResult> winners =
          results.stream().filter(result -> result.status() == 200).toList();
      assertThat(winners).hasSize(1);
      rev = winners.getFirst().rev();
      assertThat(world.rev("/contested")).isEqualTo(rev);
      assertThat(results)
          .filteredOn(result -> result.status() == 409)
          .hasSize(THREADS - 1)
          .allSatisfy(result -> assertThat(result.conflict()).isEqualTo(world.entry("/contested")));
      rev = world.ok(file("/contested", "reset", rev)).rev();
    }
  }

  @Test
  void commitsOnManyPathsAllStandAndTheJournalHasNoGaps() throws Exception {
    world.upload(List.of(hash("x")));
    String before = world.head();
    together(thread -> {
      for (int i = 0; i < ROUNDS; i++) {
        assertThat(commit(file("/d/%d-%d".formatted(thread, i), "x")).status()).isEqualTo(200);
      }
      return thread;
    });

    List<DeltaEntry> rows = world.after(before);
    assertThat(rows).hasSize(THREADS * ROUNDS + 1);
    assertThat(rows)
        .extracting(DeltaEntry::rev)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, rows.size())
                .mapToObj(jid -> world.caller.rootNamespace() + "-" + jid)
                .toList());
    assertThat(world.usedBytes()).isEqualTo(THREADS * ROUNDS);
  }

  @Test
  void sameKeyAtTheSameMomentIsOneCommit() throws Exception {
    world.upload(List.of(hash("x")));
    List<CommitEntry> entries = List.of(file("/once", "x"));
    List<CommitResult> results =
        together(thread ->
            world
                .metadata
                .commits()
                .commit(world.caller, entries, false, "the key")
                .results()
                .getFirst());

    assertThat(results).allSatisfy(result -> assertThat(result).isEqualTo(results.getFirst()));
    assertThat(world.metadata.versions().list(world.caller, "/once").versions()).hasSize(1);
  }

  @Test
  void readersNeverWaitForAWriter() throws Exception {
    world.ok(file("/a", "a"));
    CyclicBarrier inside = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writer =
          threads.submit(() ->
              world.database.write(handle -> {
                handle.execute(
                    "UPDATE namespaces SET head_jid = head_jid WHERE id = ?",
                    world.caller.rootNamespace());
                inside.await();
                return inside.await();
              }));
      inside.await();
      assertThat(world.paths()).containsExactly("/a");
      inside.await();
      writer.get();
    }
  }

  private CommitResult commit(CommitEntry entry) {
    return world
        .metadata
        .commits()
        .commit(world.caller, List.of(entry), false, null)
        .results()
        .getFirst();
  }

  private interface Work<T> {
    T of(int thread) throws Exception;
  }

  private static <T> List<T> together(Work<T> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Callable<T>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        tasks.add(() -> {
          start.await();
          return work.of(thread);
        });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
