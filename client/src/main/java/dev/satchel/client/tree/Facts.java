package dev.satchel.client.tree;

/**
 * What the file system says of a file without reading it.
 *
 * @param changeTimeNanos the inode's ctime: moves even when somebody puts the mtime back
 * @param bornNanos the inode's birth: tells a file from a later one that got the same inode number
 */
public record Facts(
    long inode, long sizeBytes, long mtimeNanos, long changeTimeNanos, long bornNanos) {

  /** Of something that was never on this disk. */
  public static final Facts NONE = new Facts(0, 0, 0, 0, 0);

  /** The same file, whatever was done to it since. */
  public boolean sameFile(Facts other) {
    return inode == other.inode && inode != 0 && bornNanos == other.bornNanos;
  }

  /** The same file, and not written to since, though perhaps renamed. */
  public boolean sameBytes(Facts other) {
    return sameFile(other) && sizeBytes == other.sizeBytes && mtimeNanos == other.mtimeNanos;
  }
}
