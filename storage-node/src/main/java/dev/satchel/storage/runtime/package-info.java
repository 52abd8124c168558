/**
 * What all nodes and node clients of one process share: event loops, reader threads, name lookups,
 * buffers and the bound on them.
 *
 * <p>Imports Netty, Agrona, the JDK and {@code tls}. Start reading at {@link
 * dev.satchel.storage.runtime.NodeRuntime}.
 */
@NullMarked
package dev.satchel.storage.runtime;

import org.jspecify.annotations.NullMarked;
