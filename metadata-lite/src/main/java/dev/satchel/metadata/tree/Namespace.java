package dev.satchel.metadata.tree;

/**
 * A namespace as a commit finds it.
 *
 * @param headJid the newest row of its journal
 * @param usedBytes the sizes of all living files
 */
public record Namespace(long id, long headJid, long usedBytes, long quotaBytes) {}
