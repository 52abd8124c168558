package dev.satchel.jmh.api;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.satchel.contract.BlockHash;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/**
 * One connection that puts and gets blocks, and costs as little as can be: no copies, no parser.
 */
final class BlockClient implements AutoCloseable {

  private static final int HEAD_BYTES = 8 * 1024;

  private final SocketChannel channel;
  private final String commonHeaders;
  private final ByteBuffer head = ByteBuffer.allocateDirect(HEAD_BYTES);

  /** Connects. */
  BlockClient(URI server, String token) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    commonHeaders =
        "Host: %s\r\nAuthorization: Bearer %s\r\n".formatted(server.getAuthority(), token);
  }

  /** Puts a block and gives the status. */
  int put(BlockHash hash, ByteBuffer body) throws IOException {
    ByteBuffer[] request = {
      request("PUT", hash, "Content-Length: " + body.remaining() + "\r\n"), body
    };
    while (body.hasRemaining()) {
      channel.write(request);
    }
    return answer(ByteBuffer.allocate(HEAD_BYTES));
  }

  /** Gets a block into {@code target}, which takes all of it, and gives the status. */
  int get(BlockHash hash, ByteBuffer target) throws IOException {
    ByteBuffer request = request("GET", hash, "");
    while (request.hasRemaining()) {
      channel.write(request);
    }
    return answer(target);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private ByteBuffer request(String method, BlockHash hash, String moreHeaders) {
    return US_ASCII.encode(
        "%s /blocks/%s HTTP/1.1\r\n%s%s\r\n".formatted(method, hash, commonHeaders, moreHeaders));
  }

  private int answer(ByteBuffer body) throws IOException {
    String headers = readHead();
    int lengthBytes = contentLength(headers);
    body.put(head);
    body.limit(lengthBytes);
    while (body.hasRemaining()) {
      if (channel.read(body) < 0) {
        throw new EOFException("the server closed the connection within a body");
      }
    }
    return Integer.parseInt(headers.substring(9, 12));
  }

  /** Leaves in {@code head} what came after the empty line. */
  private String readHead() throws IOException {
    head.clear();
    while (true) {
      if (channel.read(head) < 0) {
        throw new EOFException("the server closed the connection within a head");
      }
      String text = US_ASCII.decode(head.duplicate().flip()).toString();
      int end = text.indexOf("\r\n\r\n");
      if (end >= 0) {
        head.flip().position(end + 4);
        return text.substring(0, end + 2).toLowerCase(Locale.ROOT);
      }
      if (!head.hasRemaining()) {
        throw new IOException("the server's headers are too long");
      }
    }
  }

  private static int contentLength(String headers) {
    String name = "\r\ncontent-length:";
    int at = headers.indexOf(name);
    if (at < 0) {
      return 0;
    }
    int from = at + name.length();
    return Integer.parseInt(headers.substring(from, headers.indexOf('\r', from)).strip());
  }
}
