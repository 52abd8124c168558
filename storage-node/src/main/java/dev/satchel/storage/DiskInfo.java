package dev.satchel.storage;

/**
 * One disk of a node.
 *
 * @param capacityBytes what all its slots hold
 * @param usedBytes what the slots given to extents hold, full or not
 */
public record DiskInfo(
    String id, String path, long capacityBytes, long usedBytes, int freeSlots, DiskState state) {}
