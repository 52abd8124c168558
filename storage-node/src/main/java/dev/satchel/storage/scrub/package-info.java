/**
 * The walk over all sealed bytes of a node, in the background: it proves page after page against
 * the checksums that the seal fixed, remembers how far it has come, and reports what differs. It
 * never repairs.
 *
 * <p>May import {@code extent}, {@code throttle} and {@code format}. {@code ScrubPlan} is pure.
 * Start reading at {@link dev.satchel.storage.scrub.Scrubber}, then {@code DiskScrub}.
 */
@NullMarked
package dev.satchel.storage.scrub;

import org.jspecify.annotations.NullMarked;
