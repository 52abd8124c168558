package dev.satchel.client.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.engine.EngineConfig;
import dev.satchel.client.engine.EngineOptions;
import dev.satchel.client.engine.FakeServer;
import dev.satchel.client.engine.ProgressListener;
import dev.satchel.client.engine.SyncEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EngineHostTest {

  @TempDir private Path base;

  private final FakeServer server = new FakeServer();
  private Path folder;
  private SyncEngine engine;
  private EngineHost host;
  private CompletableFuture<Void> run;

  @BeforeEach
  void start() throws IOException {
    folder = base.resolve("folder");
    EngineConfig config =
        new EngineConfig(
            folder,
            base.resolve("satchel.db"),
            "desk",
            server,
            Clock.systemUTC(),
            EngineOptions.defaults(),
            ProgressListener.NONE);
    engine = SyncEngine.open(config);
    host = new EngineHost(engine);
    run = CompletableFuture.runAsync(this::runHost, task -> Thread.ofPlatform().start(task));
  }

  private void runHost() {
    try {
      host.run();
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  @AfterEach
  void stop() throws Exception {
    host.stop();
    run.get(20, TimeUnit.SECONDS);
    engine.close();
  }

  private ControlReply ask(ControlCommand command) throws IOException {
    return host.handle(command, status -> {});
  }

  private static StatusDocument statusOf(ControlReply reply) {
    StatusDocument status = reply.status();
    if (status == null) {
      throw new AssertionError("no status: " + reply);
    }
    return status;
  }

  @Test
  void aPassThatWasAskedForHasSeenWhatWasThereBefore() throws Exception {
    for (int i = 0; i < 5; i++) {
      Files.writeString(folder.resolve("f" + i), "content " + i);
      ControlReply reply = ask(ControlCommand.SYNC);
      assertThat(reply.exitCode()).isZero();
      assertThat(statusOf(reply).state()).isEqualTo("in-sync");
      assertThat(server.entry("/f" + i, null)).isPresent();
    }
  }

  @Test
  void theRunGoesOnAfterAPass() throws Exception {
    ask(ControlCommand.SYNC);
    Files.writeString(folder.resolve("later"), "x");
    await().until(() -> server.entry("/later", null).isPresent());
  }

  @Test
  void manyWhoAskAtOnceAreAllAnswered() throws Exception {
    List<Future<ControlReply>> replies = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 10; i++) {
        replies.add(callers.submit(() -> ask(ControlCommand.SYNC)));
      }
    }
    for (Future<ControlReply> reply : replies) {
      assertThat(reply.get().exitCode()).isZero();
    }
  }

  @Test
  void whilePausedNothingMovesAndAPassIsRefused() throws Exception {
    ask(ControlCommand.SYNC);
    ask(ControlCommand.PAUSE);
    await().until(() -> statusOf(ask(ControlCommand.STATUS)).state().equals("paused"));
    Files.writeString(folder.resolve("f"), "x");
    ControlReply refused = ask(ControlCommand.SYNC);
    assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(refused.message()).contains("satchel resume");
    assertThat(server.entry("/f", null)).isEmpty();
    ask(ControlCommand.RESUME);
    await().until(() -> server.entry("/f", null).isPresent());
  }

  @Test
  void stopEndsTheRun() throws Exception {
    ask(ControlCommand.STOP);
    run.get(20, TimeUnit.SECONDS);
    assertThat(ask(ControlCommand.SYNC).exitCode()).isEqualTo(ExitCode.FAILED);
  }
}
