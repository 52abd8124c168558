/**
 * The bytes on a disk, as {@code docs/format/disk.md} says: for each structure a Format
 * (constants), a Writer and a Reader. Nothing else knows these bytes.
 *
 * <p>Pure: no files, no clock, no threads. Start reading at {@link
 * dev.satchel.storage.format.BatchFormat}.
 */
@NullMarked
package dev.satchel.storage.format;

import org.jspecify.annotations.NullMarked;
