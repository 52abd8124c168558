package dev.satchel.frontend.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Hands the decoder's messages out one at a time, each when it is asked for. Asking twice is asking
 * once, which is how this differs from Netty's own handler for the purpose: that one counts. What
 * waits here came from one read of the socket, so it is bounded.
 */
final class MessageGate extends ChannelDuplexHandler {
  private final Queue<Object> waiting = new ArrayDeque<>(4);
  private boolean wanted;
  private boolean handingOut;

  @Override
  public void read(ChannelHandlerContext context) {
    wanted = true;
    handOut(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    waiting.add(message);
    handOut(context);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.fireChannelReadComplete();
    if (wanted) {
      context.read();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    for (Object message = waiting.poll(); message != null; message = waiting.poll()) {
      ReferenceCountUtil.release(message);
    }
    context.fireChannelInactive();
  }

  private void handOut(ChannelHandlerContext context) {
    if (handingOut) {
      return; // the call further out goes on
    }
    handingOut = true;
    try {
      while (wanted && !waiting.isEmpty()) {
        wanted = false;
        context.fireChannelRead(waiting.remove());
      }
    } finally {
      handingOut = false;
    }
    if (wanted) {
      context.read();
    }
  }
}
