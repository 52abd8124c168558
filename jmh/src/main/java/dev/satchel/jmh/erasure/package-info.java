/** The codecs, on one thread, out of the cache. */
@NullMarked
package dev.satchel.jmh.erasure;

import org.jspecify.annotations.NullMarked;
