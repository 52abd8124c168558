/**
 * The seam between the extent store and the device: positional, off-heap reads, writes and syncs.
 *
 * <p>Imports nothing of ours. Start reading at {@link dev.satchel.storage.disk.Disk}.
 */
@NullMarked
package dev.satchel.storage.disk;

import org.jspecify.annotations.NullMarked;
