package dev.satchel.frontend.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * Decodes requests; refuses a message with two lengths, which proxies and servers read differently.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {
  private static final int MAX_CHUNK_BYTES = 128 * 1024;

  private final HttpConnection connection;

  StrictRequestDecoder(HttpLimits limits, HttpConnection connection) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(limits.maxLineBytes())
            .setMaxHeaderSize(limits.maxHeaderBytes())
            .setMaxChunkSize(MAX_CHUNK_BYTES));
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
    connection.bytesArrived();
    super.channelRead(context, bytes);
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
  }
}
