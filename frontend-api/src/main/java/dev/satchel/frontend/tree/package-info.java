/**
 * The tree over HTTP: commits, what changed, what is where, history. Start at {@link
 * dev.satchel.frontend.tree.CommitEndpoint}.
 */
@NullMarked
package dev.satchel.frontend.tree;

import org.jspecify.annotations.NullMarked;
