package dev.satchel.client.tree;

/**
 * What the server said, what the disk shows, and what both last agreed on.
 *
 * <p>An entry that all three hold alike is in sync. One that they do not is planned for.
 */
public record ThreeTrees(
    Tree<RemoteEntry> remote, Tree<LocalEntry> local, Tree<SyncedEntry> synced) {}
