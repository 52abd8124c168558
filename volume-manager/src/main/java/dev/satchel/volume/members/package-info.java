/**
 * Who is in the cell: the leading manager's roster from heartbeats, and every process's directory
 * of nodes to call.
 *
 * <p>Start with {@link dev.satchel.volume.members.NodeDirectory}.
 */
@NullMarked
package dev.satchel.volume.members;

import org.jspecify.annotations.NullMarked;
