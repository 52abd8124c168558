/**
 * What an operator sees, worked out from the tables. Pure: no I/O, no clock.
 *
 * <p>Start with {@link dev.satchel.volume.inspect.Census}, which makes the status page.
 */
@NullMarked
package dev.satchel.volume.inspect;

import org.jspecify.annotations.NullMarked;
