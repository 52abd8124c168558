/**
 * Copies of extents from a peer: the node that is to hold the copy reads the pages, proves each and
 * writes it; nobody else's memory or network is in between. Why so, and what a crash leaves, is
 * told in {@code docs/adr/0009-a-pull-proves-each-page-and-the-seal-proves-the-copy.md}.
 *
 * <p>May import {@code extent}, {@code client}, {@code throttle}, {@code runtime}, {@code format}.
 * {@code PullPlan} is pure. Start reading at {@link dev.satchel.storage.pull.PullService}, then
 * {@code Puller}.
 */
@NullMarked
package dev.satchel.storage.pull;

import org.jspecify.annotations.NullMarked;
