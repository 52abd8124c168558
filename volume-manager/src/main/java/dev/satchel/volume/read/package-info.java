/**
 * The read path: index, volume, one extent, all checks; the next extent when one is wrong.
 *
 * <p>Start with {@link dev.satchel.volume.read.BlockReader}.
 */
@NullMarked
package dev.satchel.volume.read;

import org.jspecify.annotations.NullMarked;
