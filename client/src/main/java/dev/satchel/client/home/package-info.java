/**
 * The client's own folder: who this device is, its token, the lock that lets one engine at a time
 * work on it. May import the JDK only, so that commands which merely ask start at once.
 *
 * <p>Start at {@link dev.satchel.client.home.ClientHome}.
 */
@NullMarked
package dev.satchel.client.home;

import org.jspecify.annotations.NullMarked;
