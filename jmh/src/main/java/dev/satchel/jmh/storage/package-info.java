/**
 * The storage node beside its disk: appends, reads over the wire, start-up, and how long one small
 * append waits for others.
 *
 * <p>Start with {@link dev.satchel.jmh.storage.StorageSuite}: it runs each measurement in turns
 * with fio doing the same on the same file system.
 */
@NullMarked
package dev.satchel.jmh.storage;

import org.jspecify.annotations.NullMarked;
