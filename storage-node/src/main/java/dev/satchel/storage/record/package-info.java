/**
 * Records: blocks as they are stored inside batches. The node carries them without looking; whoever
 * fills and reads extents uses this package.
 *
 * <p>Pure. May import {@code format} for its checksum. Start reading at {@link
 * dev.satchel.storage.record.RecordFormat}.
 */
@NullMarked
package dev.satchel.storage.record;

import org.jspecify.annotations.NullMarked;
