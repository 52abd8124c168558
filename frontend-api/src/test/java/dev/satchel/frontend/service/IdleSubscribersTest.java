package dev.satchel.frontend.service;

import static dev.satchel.frontend.service.TestClient.escape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that wait cost no thread and little memory, and all hear of a change. */
class IdleSubscribersTest {
  private static final int DEVICES = 2_000;
  private static final int THREADS_AT_MOST = 20;
  private static final int BYTES_A_DEVICE = 6_000;

  @TempDir private Path folder;

  @Test
  void waitingDevicesAreCheap() throws Exception {
    List<SocketChannel> devices = new ArrayList<>();
    try (TestApi api = new TestApi(folder)) {
      TestClient alice = api.signUp("alice@example.org");
      subscribe(api, alice, devices, 200);
      int threads = Thread.getAllStackTraces().size();
      long before = usedHeapBytes();
      subscribe(api, alice, devices, DEVICES);
      assertThat(Thread.getAllStackTraces().size() - threads).isLessThan(THREADS_AT_MOST);
      assertThat((usedHeapBytes() - before) / DEVICES).isLessThan(BYTES_A_DEVICE);

      alice.putFile("/a", new byte[] {1}).expect(200);
      for (SocketChannel device : devices) {
        assertThat(answer(device)).contains("{\"changes\":true}");
      }
      assertThat(api.hub.waiting()).isZero();
    } finally {
      for (SocketChannel device : devices) {
        device.close();
      }
    }
  }

  private static void subscribe(
      TestApi api, TestClient caller, List<SocketChannel> devices, int count) throws Exception {
    String cursor = escape(caller.get("/metadata/delta").expect(200).field("cursor"));
    byte[] request =
        ("GET /notify/subscribe?timeout=300&cursor=%s HTTP/1.1\r\nHost: x\r\n"
                + "Authorization: Bearer %s\r\n\r\n")
            .formatted(cursor, caller.token())
            .getBytes(StandardCharsets.US_ASCII);
    InetSocketAddress address = new InetSocketAddress(api.server.getHost(), api.server.getPort());
    int already = devices.size();
    for (int i = 0; i < count; i++) {
      SocketChannel device = SocketChannel.open(address);
      devices.add(device);
      device.write(ByteBuffer.wrap(request));
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> api.hub.waiting() == already + count);
  }

  private static String answer(SocketChannel device) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4096);
    StringBuilder text = new StringBuilder();
    while (!text.toString().contains("}") && device.read(bytes) >= 0) {
      text.append(StandardCharsets.US_ASCII.decode(bytes.flip()));
      bytes.clear();
    }
    return text.toString();
  }

  private static long usedHeapBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
