/**
 * fio, the reference for what a disk can do: the same access pattern on the same file system in the
 * same run.
 *
 * <p>A program of the system (Debian: {@code apt install fio}); where it is missing, figures stand
 * without their bound. Start with {@link dev.satchel.jmh.fio.Fio}.
 */
@NullMarked
package dev.satchel.jmh.fio;

import org.jspecify.annotations.NullMarked;
