package dev.satchel.storage.extent;

import java.io.IOException;

/** What became of a disk that was to be added to a store. */
public sealed interface AddedDisk {

  /** It serves, under this id. */
  record Added(String id) implements AddedDisk {}

  /** It is not used, and closed. */
  record Refused(IOException why) implements AddedDisk {}
}
