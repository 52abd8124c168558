package dev.satchel.frontend.http;

import dev.satchel.contract.ProblemCode;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;

/**
 * What the connection needs to know of a request before any handler does.
 *
 * @param declaredBytes of the body: 0 for none, negative when it comes in chunks
 */
record RequestHead(
    String id,
    String method,
    String uri,
    boolean keepAlive,
    boolean expectsContinue,
    long declaredBytes) {

  private static final long CHUNKED = -1;

  /** Reads the head, also of a request that cannot be decoded. */
  static RequestHead of(HttpRequest request) {
    boolean decoded = request.decoderResult().isSuccess();
    return new RequestHead(
        RequestIds.choose(request.headers().get("x-request-id")),
        request.method().name(),
        request.uri(),
        decoded && HttpUtil.isKeepAlive(request),
        decoded && HttpUtil.is100ContinueExpected(request),
        decoded ? declared(request) : 0);
  }

  /** The address without what stands after the question mark: that is not for logs. */
  String path() {
    int question = uri.indexOf('?');
    return question < 0 ? uri : uri.substring(0, question);
  }

  /**
   * Checks what the decoder leaves open.
   *
   * @throws ProblemException if the request is not well-formed HTTP/1.1 or 1.0
   */
  static void requireWellFormed(HttpRequest request) {
    requireDecoded(request.decoderResult());
    HttpVersion version = request.protocolVersion();
    if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
      throw bad("This server speaks HTTP/1.1.");
    }
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.size() > 1 || (hosts.isEmpty() && version.equals(HttpVersion.HTTP_1_1))) {
      throw bad("The request must have one Host header.");
    }
    String expected = request.headers().get(HttpHeaderNames.EXPECT);
    if (expected != null && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)) {
      throw bad("The only thing to expect is 100-continue.");
    }
  }

  /**
   * Checks that the decoder understood.
   *
   * @throws ProblemException if it did not
   */
  static void requireDecoded(DecoderResult result) {
    if (result.isSuccess()) {
      return;
    }
    Throwable cause = result.cause();
    if (cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException) {
      throw new ProblemException(
          ProblemCode.HEADERS_TOO_LARGE, "The request line or the headers are too long.");
    }
    throw bad("The request is not well-formed HTTP.");
  }

  private static long declared(HttpRequest request) {
    return HttpUtil.isTransferEncodingChunked(request)
        ? CHUNKED
        : HttpUtil.getContentLength(request, 0L);
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(ProblemCode.BAD_REQUEST, detail);
  }
}
