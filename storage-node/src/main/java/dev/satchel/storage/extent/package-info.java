/**
 * The extent store: extents on disks, one writer thread a disk, group commit, recovery.
 *
 * <p>May import {@code disk} and {@code format}; knows no network. Start reading at {@link
 * dev.satchel.storage.extent.ExtentStore}, then {@code DiskWriter}.
 */
@NullMarked
package dev.satchel.storage.extent;

import org.jspecify.annotations.NullMarked;
