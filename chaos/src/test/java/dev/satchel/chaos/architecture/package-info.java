/**
 * Holds the arrows between the modules: they point down only.
 *
 * <p>Start with {@link dev.satchel.chaos.architecture.Module}, the table. {@code planted} is a
 * small wrong Satchel: every rule must find its fault there, or it is no rule.
 */
@NullMarked
package dev.satchel.chaos.architecture;

import org.jspecify.annotations.NullMarked;
