package dev.satchel.client.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two devices that run, watch their folders, and wait for the server's word. */
final class RunningDevicesTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path temp;
  private final FakeServer server = new FakeServer();
  private final RunControl controlA = new RunControl();
  private final RunControl controlB = new RunControl();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private TestDevice a;
  private TestDevice b;
  private Future<?> runA;
  private Future<?> runB;

  @BeforeEach
  void start() throws IOException {
    a = new TestDevice("A", temp.resolve("a"), server);
    b = new TestDevice("B", temp.resolve("b"), server);
    runA = run(a, controlA);
    runB = run(b, controlB);
    await().atMost(LONG).until(() -> inSync(a) && inSync(b));
  }

  private Future<?> run(TestDevice device, RunControl control) {
    return threads.submit(() -> {
      device.engine().run(control);
      return null;
    });
  }

  @AfterEach
  void stop() throws IOException, InterruptedException, ExecutionException, TimeoutException {
    try (TestDevice _ = a;
        TestDevice _ = b) {
      controlA.stop();
      controlB.stop();
      runA.get(20, TimeUnit.SECONDS);
      runB.get(20, TimeUnit.SECONDS);
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean inSync(TestDevice device) {
    return device.engine().status().state() == EngineState.IN_SYNC;
  }

  private void eventually(Callable<Boolean> condition) {
    await().atMost(LONG).pollInterval(Duration.ofMillis(2)).until(condition);
  }

  private static boolean reads(TestDevice device, String path, String text) throws IOException {
    return device.has(path) && device.read(path).equals(text);
  }

  @Test
  void saveAppearsOnTheOtherInWellUnderASecond() throws IOException {
    long[] took = new long[15];
    for (int i = 0; i < took.length; i++) {
      String text = "save " + i;
      long start = System.nanoTime();
      a.write("folder/note.txt", text);
      eventually(() -> reads(b, "folder/note.txt", text));
      took[i] = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
    Arrays.sort(took);
    assertThat(took[took.length / 2]).as("median of %s ms", Arrays.toString(took)).isLessThan(1000);
  }

  @Test
  void changesOnBothSidesMeetWhileRunning() throws IOException {
    for (int i = 0; i < 30; i++) {
      a.write("a/" + i, "from a " + i);
      b.write("b/" + i, "from b " + i);
    }
    eventually(() -> b.has("a/29") && a.has("b/29"));
    a.move("a", "moved");
    b.delete("b");
    eventually(() -> b.has("moved/29") && !b.has("a") && !a.has("b"));
    eventually(() -> inSync(a) && inSync(b) && a.tree().equals(b.tree()));
  }

  @Test
  void savesByRenameLeaveNoTemporaryNames() throws IOException {
    a.write("f", "base");
    eventually(() -> reads(b, "f", "base"));
    for (int i = 0; i < 20; i++) {
      a.save("f", "saved " + i);
    }
    eventually(() -> reads(b, "f", "saved 19") && inSync(a) && inSync(b));
    assertThat(b.tree()).containsOnlyKeys("/f");
  }

  @Test
  void pauseHoldsEverythingAndResumeGoesOn() throws IOException {
    controlA.pause();
    eventually(() -> a.engine().status().state() == EngineState.PAUSED);
    a.write("f", "paused");
    b.write("g", "meanwhile");
    eventually(() -> server.tree().containsKey("/g"));
    assertThat(a.has("g")).isFalse();
    assertThat(server.tree()).doesNotContainKey("/f");
    controlA.resume();
    eventually(() -> a.has("g") && b.has("f"));
  }

  @Test
  void lostServerIsWaitedForAndFoundAgain() throws IOException {
    server.setReachable(false);
    a.write("f", "offline");
    eventually(() -> a.engine().status().state() == EngineState.OFFLINE);
    server.setReachable(true);
    eventually(() -> reads(b, "f", "offline"));
  }

  /** In one step: what goes bit by bit is many small deletes, if the machine is slow enough. */
  private void takeAway(String path) throws IOException {
    Files.move(a.folder().resolve(path), temp.resolve("taken away"));
  }

  @Test
  void massDeleteWhileRunningIsSeenWhole() throws IOException {
    for (int i = 0; i < 300; i++) {
      a.write("all/d" + i % 7 + "/" + i, "text " + i);
    }
    eventually(() -> b.has("all/d" + 299 % 7 + "/299") && inSync(a) && inSync(b));
    int before = server.tree().size();
    takeAway("all");
    eventually(() -> a.engine().status().state() == EngineState.NEEDS_ATTENTION);
    assertThat(server.tree()).hasSize(before);
    a.engine().restoreDeleted();
    eventually(() -> inSync(a) && a.tree().equals(b.tree()));
    assertThat(server.tree()).hasSize(before);
  }

  @Test
  void whileDeletesAreHeldOtherSavesGoOnAtOnce() throws IOException {
    for (int i = 0; i < 150; i++) {
      a.write("d/" + i, "text " + i);
    }
    eventually(() -> b.has("d/149") && inSync(a) && inSync(b));
    takeAway("d");
    eventually(() -> a.engine().status().state() == EngineState.NEEDS_ATTENTION);
    for (int i = 0; i < 3; i++) {
      String name = "saved " + i;
      a.write(name, name);
      await().atMost(Duration.ofSeconds(8)).until(() -> b.has(name));
    }
    assertThat(b.has("d/149")).isTrue();
  }

  @Test
  void emptiedRootStopsTheEngineAndLosesNothing() throws Exception {
    a.write("f", "base");
    eventually(() -> reads(b, "f", "base"));
    Path aside = temp.resolve("aside");
    Files.move(a.folder(), aside);
    a.engine().allowDeletes();
    eventually(() -> runA.isDone());
    assertThat(a.engine().status().state()).isEqualTo(EngineState.NEEDS_ATTENTION);
    assertThat(server.tree()).hasSize(1);
    Files.move(aside, a.folder());
    runA = threads.submit(() -> null);
  }
}
