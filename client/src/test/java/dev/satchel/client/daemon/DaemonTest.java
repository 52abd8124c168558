package dev.satchel.client.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.satchel.client.engine.EngineOptions;
import dev.satchel.client.engine.SyncRootException;
import dev.satchel.client.home.ClientHome;
import dev.satchel.client.home.DeviceConfig;
import dev.satchel.client.remote.ServerException;
import dev.satchel.client.remote.TroubledServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DaemonTest {

  @TempDir private Path base;

  private ClientHome home;
  private Path folder;

  @BeforeEach
  void signIn() throws IOException {
    home = new ClientHome(base.resolve("h"));
    home.create();
    folder = base.resolve("folder");
    URI nobody = URI.create("http://127.0.0.1:1");
    home.signIn(new DeviceConfig(nobody, "ann@example.com", "d-1", "desk", folder), "token");
  }

  private CompletableFuture<Void> start() {
    CompletableFuture<Void> serving = new CompletableFuture<>();
    CompletableFuture<Void> run =
        CompletableFuture.runAsync(
            () -> run(() -> serving.complete(null)), task -> Thread.ofPlatform().start(task));
    CompletableFuture.anyOf(serving, run.handle((_, _) -> null)).join();
    return run;
  }

  private void run(Runnable serving) {
    try {
      new Daemon(home, EngineOptions.defaults()).run(serving);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  @Test
  void theStatusOfADaemonThatLostItsFolderOutlivesIt() throws IOException {
    CompletableFuture<Void> run = start();
    Files.move(folder, base.resolve("aside"));
    assertThatThrownBy(run::join).hasCauseInstanceOf(SyncRootException.class);
    StatusDocument left = LastStatus.of(home);
    assertThat(left.state()).isEqualTo("needs-attention");
    assertThat(left.detail()).contains(folder.toString());
  }

  @Test
  void theStatusSaysWhyTheDaemonCouldNotStart() throws IOException {
    CompletableFuture<Void> run = start();
    await().until(() -> ControlClient.connect(home.socket()).isPresent());
    stop();
    run.join();
    Files.move(folder, base.resolve("aside"));
    assertThatThrownBy(start()::join).hasCauseInstanceOf(SyncRootException.class);
    assertThat(LastStatus.of(home).state()).isEqualTo("needs-attention");
    Files.move(base.resolve("aside"), folder);
    CompletableFuture<Void> again = start();
    stop();
    again.join();
    assertThat(LastStatus.of(home).state()).isNotEqualTo("needs-attention");
  }

  @Test
  void theStatusSaysThatTheDeviceWasUnlinked() throws IOException {
    try (TroubledServer server = new TroubledServer()) {
      server.next(TroubledServer.status(401, "not-signed-in"));
      home.signIn(
          new DeviceConfig(server.address(), "ann@example.com", "d-1", "desk", folder), "token");
      assertThatThrownBy(start()::join).hasCauseInstanceOf(ServerException.Refused.class);
    }
    StatusDocument left = LastStatus.of(home);
    assertThat(left.state()).isEqualTo("error");
    assertThat(left.detail()).contains("unlinked", "satchel login");
  }

  private void stop() throws IOException {
    try (ControlClient client = ControlClient.connect(home.socket()).orElseThrow()) {
      client.ask(ControlCommand.STOP);
    }
  }
}
