package dev.satchel.frontend.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A server with the routes of {@link TestRoutes}, which starts with the first connection. */
@Timeout(60)
abstract class ServedRoutes {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  final TestRoutes routes = new TestRoutes();
  private HttpServer server = new HttpServer(HttpLimits.defaults(), new MetricRegistry());
  private @Nullable InetSocketAddress address;

  @AfterEach
  void everyShareOfTheMemoryIsGivenBack() {
    routes.gate.countDown();
    server.close();
    assertThat(server.budget().freeBytes()).isEqualTo(HttpLimits.defaults().maxBytesInFlight());
  }

  final RawClient connect() throws IOException {
    InetSocketAddress known = address;
    if (known == null) {
      known = server.listen(ANY_PORT, routes.router());
      address = known;
    }
    return new RawClient(known);
  }

  final void restart(HttpLimits limits) {
    server.close();
    server = new HttpServer(limits, new MetricRegistry());
    address = null;
  }
}
