package dev.satchel.metadata;

import dev.satchel.contract.CommitResult;
import dev.satchel.contract.VersionList;

/** History. */
public final class Versions {

  Versions() {}

  /** The versions of a path, newest first. */
  public VersionList list(Caller caller, String path) {
    throw new UnsupportedOperationException();
  }

  /** Brings a version back. */
  public CommitResult restore(Caller caller, String path, String rev) {
    throw new UnsupportedOperationException();
  }
}
