/**
 * The data path as callers see it: blocks in, blocks out, and what can come of either.
 *
 * <p>Imports {@code contract}, Netty's buffers and the JDK. Start reading at {@link
 * dev.satchel.volume.store.BlockStore}.
 */
@NullMarked
package dev.satchel.volume.store;

import org.jspecify.annotations.NullMarked;
