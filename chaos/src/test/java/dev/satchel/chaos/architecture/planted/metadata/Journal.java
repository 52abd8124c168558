package dev.satchel.chaos.architecture.planted.metadata;

import io.netty.buffer.ByteBuf;

/** Holds a network buffer. */
record Journal(ByteBuf row) {}
