package dev.satchel.frontend.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** What each accepted connection is made of. */
final class HttpPipeline extends ChannelInitializer<Channel> {
  private final ServerContext server;
  private final ChannelGroup open;

  HttpPipeline(ServerContext server, ChannelGroup open) {
    this.server = server;
    this.open = open;
  }

  @Override
  protected void initChannel(Channel channel) {
    if (!server.load().tryConnect()) {
      channel.close();
      return;
    }
    open.add(channel);
    channel.closeFuture().addListener(closed -> server.load().disconnected());
    HttpConnection connection = new HttpConnection(channel, server);
    channel
        .pipeline()
        .addLast(new StrictRequestDecoder(server.limits(), connection))
        .addLast(new HttpResponseEncoder())
        .addLast(new MessageGate())
        .addLast(connection);
  }
}
