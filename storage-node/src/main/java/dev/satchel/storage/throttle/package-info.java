/**
 * How fast work that can wait may go, so that clients do not feel it.
 *
 * <p>Imports nothing but the values of {@code dev.satchel.storage}. {@code TokenBucket} and {@code
 * BackOff} are pure: time comes in as a number. Start reading at {@link
 * dev.satchel.storage.throttle.Throttles}.
 */
@NullMarked
package dev.satchel.storage.throttle;

import org.jspecify.annotations.NullMarked;
