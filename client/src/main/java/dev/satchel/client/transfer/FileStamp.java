package dev.satchel.client.transfer;

/**
 * What tells one state of a file from another without reading it.
 *
 * @param changeTimeNanos the inode's ctime: also moves when somebody puts the mtime back
 * @param inode 0 where the file system has none
 */
public record FileStamp(long sizeBytes, long mtimeNanos, long changeTimeNanos, long inode) {}
