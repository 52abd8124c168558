package dev.satchel.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.client.remote.ServerException;
import dev.satchel.contract.BlockHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two devices whose users do as they like, while the programs are killed at any step and answers
 * get lost. When all is quiet: the trees are equal, no bytes that a pass saw are lost, and a
 * further pass does nothing.
 *
 * <p>{@code -Dsatchel.seed=N} runs one seed, {@code -Dsatchel.seeds=N} so many.
 */
final class SimulatedWorldTest {

  private static final int ROUNDS = 12;
  private static final String[] NAMES = {"a", "b", "c", "d.txt", "A"};

  @TempDir Path temp;
  private final Set<String> written = new HashSet<>();
  private final List<String> trace = new ArrayList<>();

  static Stream<Long> seeds() {
    Long seed = Long.getLong("satchel.seed");
    return seed != null
        ? Stream.of(seed)
        : Stream.iterate(1L, s -> s + 1).limit(Integer.getInteger("satchel.seeds", 25));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void convergesAndLosesNothing(long seed) throws IOException {
    Random random = new Random(seed);
    FakeServer server = new FakeServer();
    try (TestDevice a = new TestDevice("A", temp.resolve("a"), server);
        TestDevice b = new TestDevice("B", temp.resolve("b"), server)) {
      for (int round = 0; round < ROUNDS; round++) {
        TestDevice device = random.nextBoolean() ? a : b;
        trace.add((device == a ? "A" : "B") + " round " + round);
        for (int i = random.nextInt(6); i > 0; i--) {
          act(random, device);
        }
        if (random.nextInt(3) > 0) {
          syncOrDie(random, server, device);
        }
      }
      for (int i = 0; i < 5; i++) {
        a.sync();
        b.sync();
      }
      check(server, a, b);
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + "\n" + String.join("\n", trace), e);
    }
  }

  private void check(FakeServer server, TestDevice a, TestDevice b) throws IOException {
    assertThat(b.tree()).isEqualTo(a.tree());
    assertThat(server.tree().keySet()).isEqualTo(a.tree().keySet());
    int length = server.journalLength();
    assertThat(a.sync().applied() + b.sync().applied()).isZero();
    assertThat(server.journalLength()).isEqualTo(length);
    assertThat(a.tree().keySet()).noneMatch(path -> path.contains(".satchel"));
    a.assertNoLeftovers();
    b.assertNoLeftovers();
    Set<String> here = new HashSet<>();
    a.tree().values().forEach(text -> here.add(text.split(" @")[0]));
    for (String text : written) {
      assertThat(here.contains(text) || server.hasInHistory(List.of(hash(text))))
          .as("bytes '%s'", text)
          .isTrue();
    }
  }

  private void syncOrDie(Random random, FakeServer server, TestDevice device) throws IOException {
    if (random.nextInt(4) == 0) {
      server.loseAnswerAfter(0);
    }
    if (random.nextInt(2) == 0) {
      int[] left = {random.nextInt(14)};
      device.setSteps(what -> {
        if (left[0]-- == 0) {
          trace.add("killed before " + what);
          throw new Killed();
        }
      });
    }
    Set<String> before = texts(device);
    try {
      device.sync();
      trace.add("synced");
      written.addAll(before);
    } catch (Killed e) {
      device.restart();
    } catch (ServerException e) {
      trace.add("answer lost");
    }
    device.setSteps(Steps.NONE);
    server.loseAnswerAfter(-1);
    Set<String> after = texts(device);
    after.addAll(device.trash());
    for (String text : before) {
      assertThat(after.contains(text) || server.hasInHistory(List.of(hash(text))))
          .as("bytes '%s' that were on this disk before the pass", text)
          .isTrue();
    }
  }

  /** One deed of a user. Bytes are unique, so that lost ones are noticed. */
  private void act(Random random, TestDevice device) throws IOException {
    List<String> files = new ArrayList<>();
    List<String> folders = new ArrayList<>(List.of(""));
    device
        .tree()
        .forEach((path, what) -> (what.equals("folder") ? folders : files).add(path.substring(1)));
    String folder = folders.get(random.nextInt(folders.size()));
    String fresh = (folder.isEmpty() ? "" : folder + "/") + NAMES[random.nextInt(NAMES.length)];
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> write(random, device, fresh);
      case 3 -> {
        if (!files.isEmpty()) {
          write(random, device, files.get(random.nextInt(files.size())));
        }
      }
      case 4 -> {
        if (!device.has(fresh)) {
          trace.add("  mkdir " + fresh);
          Files.createDirectories(device.folder().resolve(fresh));
        }
      }
      case 5 -> {
        if (!files.isEmpty()) {
          move(device, files.get(random.nextInt(files.size())), fresh);
        }
      }
      case 6 -> move(device, folder, fresh);
      default -> {
        String victim =
            random.nextInt(3) == 0 || files.isEmpty()
                ? folder
                : files.get(random.nextInt(files.size()));
        if (!victim.isEmpty()) {
          trace.add("  delete " + victim);
          device.delete(victim);
        }
      }
    }
  }

  private void write(Random random, TestDevice device, String path) throws IOException {
    if (Files.isDirectory(device.folder().resolve(path))) {
      return;
    }
    String text = Long.toHexString(random.nextLong());
    trace.add("  write " + path + " " + text);
    if (random.nextBoolean() && device.has(path)) {
      device.save(path, text);
    } else {
      device.write(path, text);
    }
  }

  private void move(TestDevice device, String from, String to) throws IOException {
    if (!from.isEmpty() && !device.has(to) && !(to + "/").startsWith(from + "/")) {
      trace.add("  move " + from + " " + to);
      device.move(from, to);
    }
  }

  private static Set<String> texts(TestDevice device) throws IOException {
    Set<String> texts = new HashSet<>();
    for (String text : device.tree().values()) {
      if (text.contains(" @")) {
        texts.add(text.split(" @")[0]);
      }
    }
    return texts;
  }

  private static BlockHash hash(String text) {
    try {
      return BlockHash.fromBytes(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }
}
