package dev.satchel.client.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.satchel.contract.BlockHash;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A real HTTP server that keeps blocks in memory, and before it answers truly, deals out the
 * troubles that were ordered, one a request.
 */
public final class TroubledServer implements AutoCloseable {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /** What happens to a request instead of its answer. */
  public sealed interface Trouble {

    /** A status, with a body of this type and a Retry-After unless that is negative. */
    record Status(int status, String type, String body, int retryAfter) implements Trouble {}

    /** The connection is cut before a byte of the answer. */
    record Cut() implements Trouble {}

    /** The answer's length is promised, half of it is sent, then the connection is cut. */
    record HalfBody() implements Trouble {}

    /** The true answer with its first byte changed. */
    record WrongBytes() implements Trouble {}

    /** The request is acted upon, then the connection is cut. */
    record LostAnswer() implements Trouble {}

    /** No answer before the server is closed. */
    record Silence() implements Trouble {}
  }

  /** A request as it arrived. */
  public record Seen(String method, String path, Map<String, List<String>> headers, byte[] body) {}

  private record Answer(int status, String type, byte[] body) {}

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Trouble> troubles = new ConcurrentLinkedQueue<>();
  private final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
  private final Map<BlockHash, byte[]> blocks = new ConcurrentHashMap<>();
  private final Map<String, String> documents = new ConcurrentHashMap<>();
  private final Set<BlockHash> refused = ConcurrentHashMap.newKeySet();
  private volatile String troubledMethod = "";
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();

  /** Listens on a free port of the loopback. */
  public TroubledServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  /** Where it listens. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** The next requests meet these, in order. */
  public TroubledServer next(Trouble... ordered) {
    troubles.addAll(List.of(ordered));
    return this;
  }

  /** Only requests with this method meet troubles. */
  public TroubledServer onlyFor(String method) {
    troubledMethod = method;
    return this;
  }

  /** What a path is answered with, from now on. */
  public TroubledServer document(String path, String json) {
    documents.put(path, json);
    return this;
  }

  /** The account is full as far as this block goes. */
  public void refuse(BlockHash hash) {
    refused.add(hash);
  }

  /** The blocks it has. */
  public Map<BlockHash, byte[]> blocks() {
    return blocks;
  }

  /** The requests so far. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** Requests so far with this method. */
  public long count(String method) {
    return seen().stream().filter(request -> request.method().equals(method)).count();
  }

  /** The most requests that were under way at one moment. */
  public int mostAtOnce() {
    return mostAtOnce.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      seen.add(
          new Seen(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Map.copyOf(exchange.getRequestHeaders()),
              body));
      String method = exchange.getRequestMethod();
      boolean spared = !troubledMethod.isEmpty() && !troubledMethod.equals(method);
      respond(exchange, body, spared ? null : troubles.poll());
    } finally {
      atOnce.decrementAndGet();
    }
  }

  private void respond(HttpExchange exchange, byte[] body, @Nullable Trouble trouble)
      throws IOException {
    switch (trouble) {
      case null -> send(exchange, answer(exchange, body));
      case Trouble.Status status -> {
        if (status.retryAfter() >= 0) {
          exchange.getResponseHeaders().set("Retry-After", Integer.toString(status.retryAfter()));
        }
        byte[] text = status.body().getBytes(StandardCharsets.UTF_8);
        send(exchange, new Answer(status.status(), status.type(), text));
      }
      case Trouble.Cut _ -> {}
      case Trouble.LostAnswer _ -> answer(exchange, body);
      case Trouble.HalfBody _ -> {
        byte[] whole = answer(exchange, body).body();
        exchange.sendResponseHeaders(200, Math.max(2, whole.length));
        exchange.getResponseBody().write(whole, 0, whole.length / 2);
        exchange.getResponseBody().flush();
      }
      case Trouble.WrongBytes _ -> {
        Answer right = answer(exchange, body);
        byte[] wrong = right.body().clone();
        wrong[0] ^= 1;
        send(exchange, new Answer(right.status(), right.type(), wrong));
      }
      case Trouble.Silence _ -> untilClosed();
    }
  }

  private void untilClosed() {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    int length = answer.body().length;
    exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(answer.body());
    }
  }

  private Answer answer(HttpExchange exchange, byte[] body) {
    String path = exchange.getRequestURI().getPath();
    String document = documents.get(path);
    if (document != null) {
      return json(200, document);
    }
    if (path.equals("/blocks/check")) {
      return json(200, "{\"missing\":[" + missing(body) + "],\"prove\":[]}");
    }
    if (path.startsWith("/blocks/")) {
      return block(exchange.getRequestMethod(), BlockHash.parse(path.substring(8)), body);
    }
    return problem(404, "not-found");
  }

  private Answer block(String method, BlockHash hash, byte[] body) {
    if (method.equals("PUT")) {
      if (refused.contains(hash)) {
        return problem(507, "over-quota");
      }
      return json(blocks.put(hash, body) == null ? 201 : 200, "");
    }
    byte[] bytes = blocks.get(hash);
    return bytes == null
        ? problem(404, "unknown-block")
        : new Answer(200, "application/octet-stream", bytes);
  }

  private String missing(byte[] body) {
    return HASH.matcher(new String(body, StandardCharsets.UTF_8))
        .results()
        .map(MatchResult::group)
        .filter(hash -> !blocks.containsKey(BlockHash.parse(hash)))
        .map(hash -> '"' + hash + '"')
        .reduce((a, b) -> a + "," + b)
        .orElse("");
  }

  private static Answer json(int status, String text) {
    return new Answer(status, "application/json", text.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer problem(int status, String code) {
    return new Answer(
        status,
        "application/problem+json",
        problemText(status, code).getBytes(StandardCharsets.UTF_8));
  }

  /** A problem document. */
  public static String problemText(int status, String code) {
    return "{\"type\":\"about:blank\",\"title\":\"No\",\"status\":%d,\"code\":\"%s\",\"detail\":\"said the server\"}"
        .formatted(status, code);
  }

  /** A status with a problem document. */
  public static Trouble status(int status, String code) {
    return new Trouble.Status(status, "application/problem+json", problemText(status, code), -1);
  }

  /** A status with a problem document and a Retry-After. */
  public static Trouble status(int status, String code, int retryAfter) {
    return new Trouble.Status(
        status, "application/problem+json", problemText(status, code), retryAfter);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.stop(0);
  }
}
