/**
 * The seam between the extent store and the device: positional, page-aligned, off-heap reads,
 * writes and syncs, past the page cache where that is possible.
 *
 * <p>Imports nothing of ours but {@link dev.satchel.storage.IoMode}. Start reading at {@link
 * dev.satchel.storage.disk.Disk}.
 */
@NullMarked
package dev.satchel.storage.disk;

import org.jspecify.annotations.NullMarked;
