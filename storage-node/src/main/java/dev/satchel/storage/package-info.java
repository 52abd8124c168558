/**
 * What a storage node and its callers say about extents and disks: values and the one exception.
 *
 * <p>Imports nothing but the JDK. Start reading at {@link dev.satchel.storage.ExtentInfo}; then
 * {@code docs/format/disk.md}, the package {@code extent} for the device itself, {@code wire} for
 * how it is spoken to, and {@code inspect} for looking at its bytes.
 */
@NullMarked
package dev.satchel.storage;

import org.jspecify.annotations.NullMarked;
