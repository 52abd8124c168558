package dev.satchel.storage;

/**
 * What a node knows of one of its extents.
 *
 * @param diskPath the file or device that holds it
 * @param bucketId the bucket, or parity column, that it holds
 * @param capacityBytes the size of its data region
 * @param endOffset the end of what is synced; offsets count from the start of the data region
 * @param dataPosition where offset 0 lies in the disk's file or device
 */
public record ExtentInfo(
    ExtentId id,
    String diskId,
    String diskPath,
    long bucketId,
    int generation,
    ExtentState state,
    long capacityBytes,
    long endOffset,
    long dataPosition) {}
