package dev.satchel.frontend.http;

import io.netty.buffer.ByteBuf;

/** Takes the body of a request on the event loop, part by part. One of the ends is called once. */
interface BodySink {

  /**
   * Takes the next part; keeps nothing of {@code part} itself.
   *
   * @return false when that is more than may come
   */
  boolean accept(ByteBuf part);

  /** All of it was there. */
  void complete();

  /** It will not come to an end. */
  void fail(RuntimeException why);
}
