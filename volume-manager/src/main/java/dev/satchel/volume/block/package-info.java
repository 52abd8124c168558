/**
 * Between plain blocks and the payloads of records: compression, checks, and the bounds on memory.
 *
 * <p>No SQL, no network. Start with {@link dev.satchel.volume.block.BlockEncoder}.
 */
@NullMarked
package dev.satchel.volume.block;

import org.jspecify.annotations.NullMarked;
