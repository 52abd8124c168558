/**
 * The erasure codecs, on one thread, out of the cache, beside Intel's ISA-L called from C.
 *
 * <p>Start with {@link dev.satchel.jmh.erasure.ErasureSuite}: it measures each {@link
 * dev.satchel.jmh.erasure.Work} in rounds, the bound and every codec in a process of its own.
 * {@link dev.satchel.jmh.erasure.ErasureBenchmark} is the loop that is timed, {@link
 * dev.satchel.jmh.erasure.Shapes} what k and m cost.
 */
@NullMarked
package dev.satchel.jmh.erasure;

import org.jspecify.annotations.NullMarked;
