/**
 * How other modules reach storage nodes: one {@link dev.satchel.storage.client.NodeClients} a
 * process, one {@link dev.satchel.storage.client.NodeClient} a node.
 *
 * <p>May import {@code wire}, {@code runtime}, {@code tls}, {@code format} and the values of {@code
 * dev.satchel.storage}; never the server's side. Start reading at {@code NodeClient}.
 */
@NullMarked
package dev.satchel.storage.client;

import org.jspecify.annotations.NullMarked;
