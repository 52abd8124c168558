package dev.satchel.storage.server;

import static dev.satchel.storage.server.RunningNode.SOON;
import static dev.satchel.storage.server.RunningNode.get;
import static dev.satchel.storage.server.RunningNode.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.client.NodeClient;
import dev.satchel.storage.client.NodeClientConfig;
import dev.satchel.storage.client.NodeClients;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.storage.tls.TlsMode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers that know nodes by name, all on one event loop, and a DNS that misbehaves. */
class HostNameTest {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  private final Map<String, String> addresses = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private final CountDownLatch nobodyHangs = new CountDownLatch(1);
  private final NodeRuntime oneLoop =
      NodeRuntime.start(
          new NodeRuntimeConfig(1, 1, 40L << 20, TlsMode.OFF_LOOPBACK, false), this::find);
  private final NodeClients clients =
      new NodeClients(new NodeClientConfig(RunningNode.KEY, CONNECT_TIMEOUT, 1), oneLoop);

  @TempDir Path dir;
  private RunningNode running;

  @BeforeEach
  void start() throws Exception {
    running = new RunningNode(dir);
  }

  @AfterEach
  void stop() {
    clients.close();
    nobodyHangs.countDown();
    oneLoop.close();
    running.close();
  }

  private InetAddress find(String host) throws UnknownHostException {
    asked.add(host);
    String address = addresses.get(host);
    if (address == null) {
      throw new UnknownHostException(host + ": no such host");
    }
    if (address.equals("hangs")) {
      hang();
      throw new UnknownHostException(host + ": no answer");
    }
    return InetAddress.ofLiteral(address);
  }

  private void hang() {
    try {
      nobodyHangs.await();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private String at(String host) {
    return host + ":" + running.node.address().getPort();
  }

  @Test
  void nameThatHangsDelaysNobodyElseOfItsLoop() throws Exception {
    addresses.put("hangs", "hangs");
    addresses.put("good", "127.0.0.1");
    CompletableFuture<Void> lost = clients.to(at("hangs")).ping(SOON);

    get(clients.to(running.hostPort()).ping(SOON));
    get(clients.to(at("good")).ping(SOON));

    assertThat(lost).isNotDone();
  }

  @Test
  void manyNodesOfAHostThatHangsTakeOneLookupTogether() throws Exception {
    addresses.put("hangs", "hangs");
    addresses.put("good", "127.0.0.1");
    for (int port = 1; port <= 20; port++) {
      CompletableFuture<Void> lost = clients.to("hangs:" + port).ping(Duration.ofMillis(1));
      assertThat(refusal(lost).error()).isEqualTo(NodeError.TIMED_OUT);
    }

    get(clients.to(at("good")).ping(SOON));

    assertThat(asked).containsExactly("hangs", "good");
  }

  @Test
  void nameThatHangsIsGivenUpAtTheDeadlineOrTheConnectTimeout() {
    addresses.put("hangs", "hangs");
    NodeClient client = clients.to(at("hangs"));

    assertThat(refusal(client.ping(Duration.ofMillis(50))).error()).isEqualTo(NodeError.TIMED_OUT);
    NodeException refused = refusal(client.ping(SOON));
    assertThat(refused.error()).isEqualTo(NodeError.UNREACHABLE);
    assertThat(refused).hasMessageContaining(at("hangs") + " is not reached in time");
  }

  @Test
  void clientThatIsClosedDoesNotWaitForAName() {
    addresses.put("hangs", "hangs");
    CompletableFuture<Void> lost = clients.to(at("hangs")).ping(SOON);

    clients.close();

    assertThat(refusal(lost).error()).isEqualTo(NodeError.UNREACHABLE);
    assertThat(nobodyHangs.getCount()).isOne();
  }

  @Test
  void nameThatNobodyKnowsIsUnreachableAtOnce() {
    NodeException refused = refusal(clients.to(at("nobody")).ping(SOON));

    assertThat(refused.error()).isEqualTo(NodeError.UNREACHABLE);
    assertThat(refused).hasMessage("cannot reach " + at("nobody") + ": nobody: no such host");
  }

  @Test
  void nameIsLookedUpAgainForEachConnection() throws Exception {
    addresses.put("node", "127.0.0.2");
    NodeClient client = clients.to(at("node"));
    assertThat(refusal(client.ping(SOON)).error()).isEqualTo(NodeError.UNREACHABLE);

    addresses.put("node", "127.0.0.1");
    get(client.ping(SOON));
    get(client.ping(SOON));

    assertThat(asked).containsExactly("node", "node");
  }

  @Test
  void addressInDigitsIsNotLookedUp() throws Exception {
    get(clients.to(running.hostPort()).ping(SOON));
    refusal(clients.to("[::1]:1").ping(SOON));

    assertThat(asked).isEmpty();
  }
}
