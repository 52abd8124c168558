/**
 * Load over HTTP that remembers what was acknowledged, and asks for it back.
 *
 * <p>Imports only the contract. Start reading at {@link dev.satchel.chaos.load.Load}.
 */
@NullMarked
package dev.satchel.chaos.load;

import org.jspecify.annotations.NullMarked;
