/**
 * The server as the client sees it. May import the contract and the JDK.
 *
 * <p>Start at {@link dev.satchel.client.remote.Server}; {@link
 * dev.satchel.client.remote.ServerException} says in which three ways a call can fail.
 */
@NullMarked
package dev.satchel.client.remote;

import org.jspecify.annotations.NullMarked;
