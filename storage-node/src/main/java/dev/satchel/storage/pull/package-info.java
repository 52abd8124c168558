/**
 * Copies of extents from a peer: the node that is to hold the copy reads the pages, proves each and
 * writes it; nobody else's memory or network is in between.
 *
 * <p>May import {@code extent}, {@code client}, {@code throttle}. {@code PullPlan} is pure. Start
 * reading at {@link dev.satchel.storage.pull.PullService}, then {@code Puller}.
 */
@NullMarked
package dev.satchel.storage.pull;

import org.jspecify.annotations.NullMarked;
