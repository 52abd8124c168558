/**
 * Decides what is to be done, and does nothing.
 *
 * <p>Pure: no I/O, no clock, no thread, no randomness; imports {@code tree} and the contract only.
 * {@link dev.satchel.client.plan.Planner} looks at the entries that it is pointed at and at their
 * neighbours, never at the whole tree. What it answers is good for the trees that it saw: whoever
 * acts on it looks again first, and drops a change when the world has moved.
 *
 * <p>Start at {@link dev.satchel.client.plan.Change}, then {@link dev.satchel.client.plan.Planner}.
 */
@NullMarked
package dev.satchel.client.plan;

import org.jspecify.annotations.NullMarked;
