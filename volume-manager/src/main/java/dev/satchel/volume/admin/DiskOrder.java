package dev.satchel.volume.admin;

/**
 * What an operator wants of a disk.
 *
 * @param release whether it is to be used again, instead of being kept apart
 * @param reason why, in the operator's words
 * @param apply whether it is done, or only told what it would mean
 */
public record DiskOrder(boolean release, String reason, boolean apply) {}
