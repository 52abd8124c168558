package dev.satchel.volume.store;

/** What a put found. Either way the block is stored. */
public enum PutOutcome {
  STORED,
  ALREADY_THERE
}
