/**
 * The cell's nouns as immutable records: volumes, extents, nodes, block addresses.
 *
 * <p>No I/O, no clock, no thread. Start with {@link dev.satchel.volume.model.Volume}.
 */
@NullMarked
package dev.satchel.volume.model;

import org.jspecify.annotations.NullMarked;
