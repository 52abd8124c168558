/**
 * The words of the three trees: what an entry is, where it lies, what it holds.
 *
 * <p>An entry has one id in all three trees. The ids are this device's own; the server's ids stand
 * beside them in the remote tree. Children name their parent by id, so that moving a folder moves
 * one entry, whatever the folder holds.
 *
 * <p>Values only: no I/O, no clock, no thread. May import the contract. Start at {@link
 * dev.satchel.client.tree.ThreeTrees}.
 */
@NullMarked
package dev.satchel.client.tree;

import org.jspecify.annotations.NullMarked;
