/**
 * The node protocol, as {@code docs/format/wire.md} says: frames, the handshake, bodies.
 *
 * <p>May import {@code format}, {@code tls}, the log of {@code runtime} and the values of {@code
 * dev.satchel.storage}. Start reading at {@link dev.satchel.storage.wire.RequestFormat}.
 */
@NullMarked
package dev.satchel.storage.wire;

import org.jspecify.annotations.NullMarked;
