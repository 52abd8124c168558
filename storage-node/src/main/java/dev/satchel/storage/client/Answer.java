package dev.satchel.storage.client;

import io.netty.buffer.ByteBuf;

/**
 * A request that was done.
 *
 * @param body whoever takes the answer releases it
 */
record Answer(long value, ByteBuf body) {}
