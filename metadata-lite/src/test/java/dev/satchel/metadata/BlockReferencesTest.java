package dev.satchel.metadata;

import static dev.satchel.metadata.Change.delete;
import static dev.satchel.metadata.Change.file;
import static dev.satchel.metadata.Change.hash;
import static dev.satchel.metadata.Change.move;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.CommitResult;
import dev.satchel.contract.Limits;
import dev.satchel.contract.ProblemCode;
import dev.satchel.metadata.store.BlockTable;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
final class BlockReferencesTest {

  private final World world;
  private final String text = UUID.randomUUID().toString();
  private final BlockHash block = hash(text);

  BlockReferencesTest(TestDatabase database) {
    world = new World(database);
  }

  @Test
  void blockThatTheCallerNeverSentIsNeeded() {
    CommitResult result = bare(file("/a", text));

    assertThat(result.status()).isEqualTo(422);
    assertThat(result.code()).isEqualTo(ProblemCode.NEED_BLOCKS.text());
    assertThat(result.missing()).containsExactly(block);
    assertThat(world.paths()).isEmpty();
  }

  @Test
  void anothersUploadOrFileDoesNotHelp() {
    Caller other = world.newCaller(1_000);
    world.uploadAs(other, List.of(block));
    world.metadata.commits().commit(other, List.of(file("/a", text)), false, null);

    assertThat(bare(file("/a", text)).status()).isEqualTo(422);
    assertThat(world.metadata.blocks().mayRead(world.caller, block)).isFalse();
    assertThat(world.metadata.blocks().mayRead(other, block)).isTrue();
  }

  @Test
  void uploadAllowsTheCommitAndTheCommitTheReading() {
    world.metadata.blocks().recordUpload(world.caller, block);
    assertThat(world.metadata.blocks().mayRead(world.caller, block)).isFalse();
    assertThat(world.metadata.blocks().notHeld(world.caller, List.of(block))).isEmpty();

    assertThat(bare(file("/a", text)).status()).isEqualTo(200);
    assertThat(world.metadata.blocks().mayRead(world.caller, block)).isTrue();
  }

  @Test
  void uploadIsForgottenAfterTheGracePeriodAndAReferenceIsNot() {
    BlockHash kept = hash("kept " + text);
    world.upload(List.of(block, kept));
    bare(file("/kept", List.of(kept), 5, null));
    world.clock.advance(Duration.ofHours(25));

    assertThat(world.metadata.blocks().notHeld(world.caller, List.of(block, kept)))
        .containsExactly(block);
    assertThat(bare(file("/a", text)).status()).isEqualTo(422);
    assertThat(bare(file("/b", List.of(kept), 5, null)).status()).isEqualTo(200);

    world.clock.advance(Duration.ofHours(25));
    world.metadata.sweep();
    assertThat(world.metadata.blocks().notHeld(world.caller, List.of(kept))).isEmpty();
  }

  @Test
  void historyStillRefersToWhatIsDeleted() {
    CommitResult made = world.ok(file("/a", text));
    world.ok(delete("/a", made.rev()));

    assertThat(world.metadata.blocks().mayRead(world.caller, block)).isTrue();
  }

  @Test
  void referencesCountEachTimeThatTheJournalNamesTheBlock() {
    CommitResult made = world.ok(file("/a", text));
    world.ok(move("/a", "/b", made.rev()), file("/c", List.of(block, block), 100, null));
    world.ok(delete("/c", world.rev("/c")));

    assertThat(uses(block)).isEqualTo(1 + 1 + 2);
  }

  @Test
  void fiveGibibytesOfZerosAreOneReferenceRow() {
    int count = 1_280;
    long size = (long) count * Limits.MAX_BLOCK_BYTES;
    CommitEntry zeros = file("/zeros", Collections.nCopies(count, block), size, null);
    world.ok(zeros);

    assertThat(uses(block)).isEqualTo(count);
    assertThat(world.entry("/zeros").blockList()).hasSize(count);
    assertThat(world.usedBytes()).isEqualTo(size);
  }

  @Test
  void missingBlocksOfOneEntryAreNamedOnceInTheirOrder() {
    BlockHash first = hash("1" + text);
    BlockHash second = hash("2" + text);
    CommitResult result = bare(file("/a", List.of(second, first, second), 12, null));

    assertThat(result.missing()).containsExactly(second, first);
  }

  @Test
  void tenThousandHashesAreAskedAtOnce() {
    List<BlockHash> many =
        IntStream.range(0, Limits.MAX_HASHES).mapToObj(i -> hash(text + i)).toList();
    world.upload(many.subList(0, 9_000));

    assertThat(world.metadata.blocks().notHeld(world.caller, many))
        .containsExactlyInAnyOrderElementsOf(many.subList(9_000, Limits.MAX_HASHES));
    assertThat(world.metadata.blocks().notHeld(world.caller, List.of())).isEmpty();
  }

  @Test
  void uploadsOfManyThreadsAreAllThereInFewTransactions() throws Exception {
    int count = 400;
    world.statements.reset();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> done =
          IntStream.range(0, count)
              .<Future<?>>mapToObj(i ->
                  threads.submit(() ->
                      world.metadata.blocks().recordUpload(world.caller, hash(text + i % 300))))
              .toList();
      for (Future<?> one : done) {
        one.get();
      }
    }
    int transactions = world.statements.executed().size();

    List<BlockHash> all = IntStream.range(0, 300).mapToObj(i -> hash(text + i)).toList();
    assertThat(world.metadata.blocks().notHeld(world.caller, all)).isEmpty();
    assertThat(transactions).isLessThan(count);
  }

  private long uses(BlockHash hash) {
    return world.database.read(
        handle -> new BlockTable(handle).uses(world.caller.rootNamespace(), hash));
  }

  /** Commits without uploading anything. */
  private CommitResult bare(CommitEntry entry) {
    return world
        .metadata
        .commits()
        .commit(world.caller, List.of(entry), false, null)
        .results()
        .getFirst();
  }
}
