package dev.satchel.client.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.home.ClientHome;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir private Path base;

  private final List<ControlCommand> asked = new CopyOnWriteArrayList<>();
  private ClientHome home;

  @BeforeEach
  void create() throws IOException {
    home = new ClientHome(base.resolve("h"));
    home.create();
  }

  private static StatusDocument status(String state, long pending) {
    return new StatusDocument(
        state,
        null,
        pending,
        0,
        0,
        0,
        0,
        0,
        List.of(new StatusDocument.Problem("/ü \"x\"", "unreadable", "line\nbreak")),
        null);
  }

  private ControlReply handle(ControlCommand command, ControlHandler.Progress progress)
      throws IOException {
    asked.add(command);
    if (command == ControlCommand.SYNC) {
      progress.tell(status("syncing", 2));
      progress.tell(status("syncing", 1));
    }
    if (command == ControlCommand.PAUSE) {
      throw new IOException("not today");
    }
    return ControlReply.done(status("in-sync", 0));
  }

  private ControlClient connect() throws IOException {
    return ControlClient.connect(home.socket()).orElseThrow();
  }

  @Test
  void everyCommandArrivesAndIsAnswered() throws Exception {
    try (ControlServer server = ControlServer.start(home, this::handle)) {
      assertThat(server).isNotNull();
      for (ControlCommand command : ControlCommand.values()) {
        try (ControlClient client = connect()) {
          assertThat(client.ask(command).done()).isTrue();
        }
      }
    }
    assertThat(asked).containsExactly(ControlCommand.values());
  }

  @Test
  void theStatusArrivesAsItWasSent() throws Exception {
    try (ControlServer server = ControlServer.start(home, this::handle);
        ControlClient client = connect()) {
      assertThat(server).isNotNull();
      assertThat(client.ask(ControlCommand.STATUS).status()).isEqualTo(status("in-sync", 0));
    }
  }

  @Test
  void aLongAnswerIsPrecededByProgress() throws Exception {
    List<Long> pending = new ArrayList<>();
    try (ControlServer server = ControlServer.start(home, this::handle);
        ControlClient client = connect()) {
      assertThat(server).isNotNull();
      client.ask(ControlCommand.SYNC, status -> pending.add(status.pendingUploads()));
    }
    assertThat(pending).containsExactly(2L, 1L);
  }

  @Test
  void aFailureComesBackAsItsExitCodeAndSentence() throws Exception {
    try (ControlServer server = ControlServer.start(home, this::handle);
        ControlClient client = connect()) {
      assertThat(server).isNotNull();
      ControlReply reply = client.ask(ControlCommand.PAUSE);
      assertThat(reply.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(reply.message()).isEqualTo("not today");
    }
  }

  @Test
  void garbageIsAnsweredAndTheNextIsServed() throws Exception {
    try (ControlServer server = ControlServer.start(home, this::handle)) {
      assertThat(server).isNotNull();
      for (String line :
          List.of("", "hello", "{\"command\":\"fly\"}", "{}", "[1,2]", "{\"command\"")) {
        try (Lines lines = raw()) {
          lines.write(line, LIMIT);
          assertThat(lines.read(LIMIT)).contains("\"exit_code\":1");
        }
      }
      try (ControlClient client = connect()) {
        assertThat(client.ask(ControlCommand.STATUS).done()).isTrue();
      }
    }
  }

  @Test
  void aServerThatGoesAwayIsNoticed() throws Exception {
    ControlServer server =
        ControlServer.start(
            home,
            (command, progress) -> {
              throw new IllegalStateException("a bug, of which the connection dies");
            });
    try (server;
        ControlClient client = connect()) {
      assertThatThrownBy(() -> client.ask(ControlCommand.STATUS)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void nobodyIsThereAfterTheEndOrAfterACrash() throws Exception {
    ControlServer.start(home, this::handle).close();
    assertThat(ControlClient.connect(home.socket())).isEmpty();
    // A process that was killed leaves its socket file behind.
    Files.createFile(home.socket());
    assertThat(ControlClient.connect(home.socket())).isEmpty();
    try (ControlServer server = ControlServer.start(home, this::handle);
        ControlClient client = connect()) {
      assertThat(server).isNotNull();
      assertThat(client.ask(ControlCommand.STATUS).done()).isTrue();
    }
  }

  private Lines raw() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(home.socket()));
    return new Lines(channel);
  }
}
