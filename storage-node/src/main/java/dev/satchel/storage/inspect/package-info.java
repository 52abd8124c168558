/**
 * The microscope: what lies on a disk, told in words, from its bytes alone. Opens it to be read
 * only, takes no lock and repairs nothing, so it may look at the disk of a running node and at a
 * damaged one.
 *
 * <p>May import {@code format} and {@code record}. Start reading at {@link
 * dev.satchel.storage.inspect.DiskInspection}.
 */
@NullMarked
package dev.satchel.storage.inspect;

import org.jspecify.annotations.NullMarked;
