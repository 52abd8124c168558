package dev.satchel.storage.extent;

import dev.satchel.storage.ExtentId;
import io.netty.buffer.ByteBuf;

/**
 * Bytes as they shall lie in an extent, without a batch around them: a part of a copy, proved by
 * whoever made it.
 *
 * @param epoch of the manager that wants the copy
 * @param offset the extent's end
 * @param bytes whole pages of 4096 bytes in page-aligned memory off the heap; whoever takes the
 *     fill takes them over
 * @param deadlineNanos by {@code System.nanoTime()}
 */
public record Fill(long epoch, ExtentId id, long offset, ByteBuf bytes, long deadlineNanos) {}
