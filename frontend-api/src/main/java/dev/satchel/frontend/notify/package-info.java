/**
 * Tells waiting devices that something changed. A notification is a hint, the cursor is the truth:
 * whatever is lost here costs a device its patience and nothing else.
 *
 * <p>A commit goes into the {@link dev.satchel.frontend.notify.ChangeJournal}; the {@link
 * dev.satchel.frontend.notify.NotifyHub} tails it and answers the devices that wait for that
 * namespace. Start at {@link dev.satchel.frontend.notify.SubscribeEndpoint}.
 */
@NullMarked
package dev.satchel.frontend.notify;

import org.jspecify.annotations.NullMarked;
