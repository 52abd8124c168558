/**
 * What a commit means, decided without a database: paths, contents, and the plan of the rows that a
 * list of commit entries comes to.
 *
 * <p>Pure: imports the contract's records and {@code java.*} without I/O, clocks or threads; what
 * it must know of the stored tree it asks of {@link dev.satchel.metadata.tree.NodeSource}. Start
 * reading at {@link dev.satchel.metadata.tree.CommitPlanner}.
 */
@NullMarked
package dev.satchel.metadata.tree;

import org.jspecify.annotations.NullMarked;
