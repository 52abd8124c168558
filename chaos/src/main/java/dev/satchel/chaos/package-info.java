/**
 * Proof by real processes: the demo, and the tests that kill what they started.
 *
 * <p>May import everything; nothing imports it.
 */
@NullMarked
package dev.satchel.chaos;

import org.jspecify.annotations.NullMarked;
