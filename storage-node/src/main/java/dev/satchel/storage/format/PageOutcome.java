package dev.satchel.storage.format;

/** What lies where a structure of the disk format may be. */
public sealed interface PageOutcome<T> {

  /** The structure, whole: its checksum and every field hold. */
  record Found<T>(T value) implements PageOutcome<T> {}

  /** Zeros: nothing was ever written here. */
  record Blank<T>() implements PageOutcome<T> {}

  /** Neither zeros nor the structure that belongs here. */
  record Corrupt<T>(String reason) implements PageOutcome<T> {}

  /** Sound, but of a version that this program no longer reads. */
  record TooOld<T>(int version) implements PageOutcome<T> {}

  /** Sound, but of a version that only a newer program understands. */
  record TooNew<T>(int version) implements PageOutcome<T> {}
}
