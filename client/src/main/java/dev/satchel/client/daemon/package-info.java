/**
 * The running client: an engine, and a socket in the home through which the commands speak with it
 * (one JSON line each way).
 *
 * <p>May import {@code engine}, {@code remote} and {@code home}; only {@code cli} imports it. Start
 * at {@link dev.satchel.client.daemon.Daemon}; for the protocol at {@link
 * dev.satchel.client.daemon.ControlCommand}.
 */
@NullMarked
package dev.satchel.client.daemon;

import org.jspecify.annotations.NullMarked;
