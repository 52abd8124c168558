package dev.satchel.metadata.tree;

import dev.satchel.contract.ProblemCode;

/** A commit entry whose form was looked at. */
public sealed interface CheckedEntry {

  /**
   * The path shall hold this content.
   *
   * @param parentRev empty: the path must not exist
   */
  record Put(TreePath path, Content content, String parentRev) implements CheckedEntry {}

  /** Nothing shall be at the path. */
  record Remove(TreePath path, String parentRev) implements CheckedEntry {}

  /** What is at {@code from} shall be at {@code to}. */
  record Move(TreePath from, TreePath to, String parentRev) implements CheckedEntry {}

  /** The entry does not keep the contract's rules. */
  record Malformed(ProblemCode code, String why) implements CheckedEntry {}
}
