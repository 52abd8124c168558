package dev.satchel.jmh.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.satchel.contract.BlockHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the JDK's own server, which knows nothing of ours. */
final class BlockClientTest {

  private final Map<String, byte[]> stored = new ConcurrentHashMap<>();
  private final Set<InetSocketAddress> connections = new HashSet<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/blocks/", this::serve);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void blocksGoAndComeBackOverOneConnection() throws IOException {
    NumberedBlocks blocks = new NumberedBlocks(1);
    ByteBuffer target = ByteBuffer.allocateDirect(NumberedBlocks.BYTES);
    try (BlockClient client = new BlockClient(address(), "secret")) {
      for (long number = 0; number < 3; number++) {
        BlockHash hash = blocks.select(number);
        assertThat(client.put(hash, blocks.bytes())).isEqualTo(201);
        assertThat(client.get(hash, target.clear())).isEqualTo(200);
        assertThat(target.flip()).isEqualTo(blocks.bytes());
      }
    }
    assertThat(stored).hasSize(3);
    assertThat(connections).hasSize(1);
  }

  @Test
  void refusalIsAStatusAndTheConnectionGoesOn() throws IOException {
    NumberedBlocks blocks = new NumberedBlocks(1);
    ByteBuffer target = ByteBuffer.allocateDirect(NumberedBlocks.BYTES);
    try (BlockClient client = new BlockClient(address(), "secret")) {
      assertThat(client.get(blocks.select(7), target)).isEqualTo(404);
      assertThat(client.put(blocks.select(7), blocks.bytes())).isEqualTo(201);
    }
    try (BlockClient stranger = new BlockClient(address(), "wrong")) {
      assertThat(stranger.get(blocks.select(7), target.clear())).isEqualTo(401);
    }
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void serve(HttpExchange exchange) throws IOException {
    connections.add(exchange.getRemoteAddress());
    String path = exchange.getRequestURI().getPath();
    byte[] block = stored.get(path);
    if (!"Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, "sign in".getBytes(US_ASCII));
    } else if (exchange.getRequestMethod().equals("PUT")) {
      stored.put(path, exchange.getRequestBody().readAllBytes());
      answer(exchange, 201, new byte[0]);
    } else if (block != null) {
      answer(exchange, 200, block);
    } else {
      answer(exchange, 404, "nothing here".getBytes(US_ASCII));
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
