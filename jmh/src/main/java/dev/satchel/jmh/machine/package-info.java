/** The machine under the measurement: what it is, and how to make it hold still. */
@NullMarked
package dev.satchel.jmh.machine;

import org.jspecify.annotations.NullMarked;
