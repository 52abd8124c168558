package dev.satchel.storage.server;

import static dev.satchel.storage.server.RunningNode.SOON;
import static dev.satchel.storage.server.RunningNode.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.client.NodeClients;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import io.netty.channel.local.LocalAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that a node promises its callers, to callers in its own process. */
class NearNodeTest extends NodeTest {

  @Override
  RunningNode run(Path dir) throws IOException {
    return RunningNode.near(dir);
  }

  @Test
  void nodeIsNearAsLongAsItListens(@TempDir Path folder) throws Exception {
    try (RunningNode running = run(folder)) {
      InetSocketAddress address = running.node.address();
      assertThat(running.runtime.routeTo(address).address()).isInstanceOf(LocalAddress.class);

      running.stop();

      assertThat(running.runtime.routeTo(address).address()).isEqualTo(address);
    }
  }

  @Test
  void otherProcessesReachItByItsPort(@TempDir Path folder) throws Exception {
    try (RunningNode running = run(folder);
        NodeRuntime elsewhere = NodeRuntime.start(NodeRuntimeConfig.defaults());
        NodeClients clients = new NodeClients(RunningNode.callers(RunningNode.KEY), elsewhere)) {
      get(clients.to(running.hostPort()).ping(SOON));
    }
  }
}
