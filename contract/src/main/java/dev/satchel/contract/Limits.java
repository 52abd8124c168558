package dev.satchel.contract;

/** The sizes that both sides hold each other to. */
public final class Limits {

  /** Most bytes in a block. */
  public static final int MAX_BLOCK_BYTES = 4 * 1024 * 1024;

  /** Most hashes in one question about blocks. */
  public static final int MAX_HASHES = 10_000;

  /** Most entries in one commit, delta page or list page. */
  public static final int MAX_ENTRIES = 1_000;

  /** Most UTF-8 bytes in a path. */
  public static final int MAX_PATH_BYTES = 4_096;

  /** Most UTF-8 bytes in one name of a path. */
  public static final int MAX_NAME_BYTES = 255;

  private Limits() {}
}
