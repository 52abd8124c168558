package dev.satchel.metadata;

import static dev.satchel.metadata.Change.delete;
import static dev.satchel.metadata.Change.file;
import static dev.satchel.metadata.Change.folder;
import static dev.satchel.metadata.Change.move;
import static dev.satchel.metadata.Change.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.CommitResult;
import dev.satchel.contract.Entry;
import dev.satchel.contract.Kind;
import dev.satchel.contract.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Seeded histories: whatever two devices commit, replicas that pull at odd moments in odd pages end
 * up with the server's tree, and nothing that must not happen happens.
 */
final class RandomHistoryTest {

  private static final int ROUNDS = 120;

  @ParameterizedTest
  @CsvSource({
    "SQLITE, 1",
    "SQLITE, 2",
    "SQLITE, 3",
    "SQLITE, 4",
    "SQLITE, 5",
    "SQLITE, 6",
    "POSTGRESQL, 1",
    "POSTGRESQL, 7"
  })
  void replicasConvergeAndUsageIsRight(TestDatabase database, long seed) {
    World world = new World(database);
    Random random = new Random(seed);
    Replica steady = new Replica(world);
    Replica late = new Replica(world);
    for (int round = 0; round < ROUNDS; round++) {
      List<CommitEntry> entries = new ArrayList<>();
      Map<String, Entry> tree = tree(world);
      for (int i = random.nextInt(4); i >= 0; i--) {
        entries.add(change(random, tree));
      }
      List<CommitResult> results = world.commit(entries);
      assertThat(results).allSatisfy(result -> assertThat(result.status()).isIn(200, 409, 422));
      if (random.nextInt(6) == 0) {
        restoreSomething(world, random);
      }
      if (random.nextInt(3) == 0) {
        steady.pull(1 + random.nextInt(20));
      }
      if (round > ROUNDS / 2) {
        late.pull(1 + random.nextInt(5));
      }
    }
    steady.pullAll(7);
    late.pullAll(3);
    steady.assertEqualToServer();
    late.assertEqualToServer();
    assertThat(world.usedBytes()).isEqualTo(world.entries().stream().mapToLong(Entry::size).sum());
    assertEveryParentIsAFolder(world);
  }

  private static Map<String, Entry> tree(World world) {
    Map<String, Entry> tree = new TreeMap<>();
    world.entries().forEach(entry -> tree.put(entry.path(), entry));
    return tree;
  }

  private static CommitEntry change(Random random, Map<String, Entry> tree) {
    String path = path(random, tree);
    String rev = tree.containsKey(path) && random.nextInt(8) > 0 ? tree.get(path).rev() : null;
    String text = "text " + random.nextInt(12);
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> file(path, text, rev);
      case 4 -> folder(path, rev);
      case 5 -> symlink(path, text, rev);
      case 6 -> delete(path, rev);
      default -> move(path, path(random, tree), rev);
    };
  }

  /** Mostly something that is there, or something new beside or below it; five names in all. */
  private static String path(Random random, Map<String, Entry> tree) {
    List<String> known = List.copyOf(tree.keySet());
    String base = known.isEmpty() ? "" : known.get(random.nextInt(known.size()));
    return switch (random.nextInt(4)) {
      case 0 -> "/n" + random.nextInt(5);
      case 1 -> base + "/n" + random.nextInt(5);
      default -> base.isEmpty() ? "/n0" : base;
    };
  }

  private static void restoreSomething(World world, Random random) {
    String path = "/n" + random.nextInt(5);
    List<Version> versions;
    try {
      versions = world.metadata.versions().list(world.caller, path).versions();
    } catch (RefusedException neverWas) {
      return;
    }
    String rev = versions.get(random.nextInt(versions.size())).rev();
    int status = world.metadata.versions().restore(world.caller, path, rev).status();
    assertThat(status).isIn(200, 409);
  }

  private static void assertEveryParentIsAFolder(World world) {
    Map<String, Entry> tree = tree(world);
    for (String path : tree.keySet()) {
      String parent = path.substring(0, path.lastIndexOf('/'));
      if (!parent.isEmpty()) {
        assertThat(tree.get(parent)).as(path).extracting(Entry::kind).isEqualTo(Kind.FOLDER);
      }
    }
  }
}
