package dev.satchel.volume.model;

/** What the manager believes of a node. */
public enum NodeState {
  /** Its heartbeats come. */
  UP,
  /** Silent for a few seconds: reads avoid it, writers leave it, nothing is decided. */
  SUSPECT,
  /** Silent for {@code node-dead-after}: what it held counts as lost. */
  DEAD
}
