package dev.satchel.frontend.http;

import dev.satchel.contract.ProblemCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** Responses in Netty's words. */
final class ResponseEncoding {

  private ResponseEncoding() {}

  /**
   * A response with its body. A body off the heap stays the response's: it is shared, not given.
   */
  static HttpResponse whole(Response response, boolean keepAlive) {
    ByteBuf content =
        switch (response.body()) {
          case ResponseBody.None none -> Unpooled.EMPTY_BUFFER;
          case ResponseBody.Bytes(byte[] bytes) -> Unpooled.wrappedBuffer(bytes);
          case ResponseBody.Whole(Payload payload) -> payload.bytes().retainedDuplicate();
          case ResponseBody.Streamed streamed ->
              throw new IllegalArgumentException("a streamed body is sent in parts");
        };
    FullHttpResponse encoded =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status(response), content);
    addHeaders(encoded.headers(), response, keepAlive);
    return encoded;
  }

  /** The head of a response whose body follows in parts. */
  static HttpResponse head(Response response, boolean keepAlive) {
    HttpResponse encoded = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status(response));
    addHeaders(encoded.headers(), response, keepAlive);
    return encoded;
  }

  /** A part of a body, shared with its owner. */
  static HttpContent part(Payload payload) {
    return new DefaultHttpContent(payload.bytes().retainedDuplicate());
  }

  /** The client may send its body now. */
  static FullHttpResponse goOn() {
    return new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);
  }

  /** The headers did not arrive in time. */
  static HttpResponse timedOut() {
    ProblemException problem =
        new ProblemException(ProblemCode.TIMED_OUT, "The headers came too slowly.");
    String id = RequestIds.choose(null);
    return whole(Problems.render(problem, id).with("x-request-id", id), false);
  }

  private static HttpResponseStatus status(Response response) {
    return HttpResponseStatus.valueOf(response.status());
  }

  private static void addHeaders(HttpHeaders headers, Response response, boolean keepAlive) {
    for (Header header : response.headers()) {
      headers.add(header.name(), header.value());
    }
    headers.set(HttpHeaderNames.DATE, HttpDate.now());
    if (response.status() != 204 && response.status() != 304) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(response.body().lengthBytes()));
    }
    if (!keepAlive) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
  }
}
