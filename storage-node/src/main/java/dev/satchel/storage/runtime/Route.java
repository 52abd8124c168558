package dev.satchel.storage.runtime;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.net.SocketAddress;

/**
 * How a connection to a node is made.
 *
 * @param address what a channel of that type connects to
 */
public record Route(
    EventLoopGroup eventLoops, Class<? extends Channel> channelType, SocketAddress address) {}
