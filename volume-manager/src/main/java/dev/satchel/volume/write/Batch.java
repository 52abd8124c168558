package dev.satchel.volume.write;

import dev.satchel.volume.model.BlockAddress;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * What one append carries. Owns its payload.
 *
 * @param offset where in the bucket it goes
 * @param payload the records, one behind the other
 * @param addresses where each put's record will lie, in the order of {@code puts}
 */
record Batch(long offset, ByteBuf payload, List<PendingPut> puts, List<BlockAddress> addresses) {}
