package dev.satchel.volume;

/** What a put found. Either way the block is stored. */
public enum PutOutcome {
  STORED,
  ALREADY_THERE
}
