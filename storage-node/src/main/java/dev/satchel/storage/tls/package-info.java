/**
 * TLS 1.3 between nodes and their callers wherever bytes leave the machine. Certificates say
 * nothing here: who somebody is, the cluster key proves, and its proofs are bound to the
 * certificate of the connection.
 *
 * <p>Imports Netty and the JDK. Start reading at {@link dev.satchel.storage.tls.NodeTls}.
 */
@NullMarked
package dev.satchel.storage.tls;

import org.jspecify.annotations.NullMarked;
