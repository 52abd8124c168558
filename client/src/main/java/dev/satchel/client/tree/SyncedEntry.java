package dev.satchel.client.tree;

/** What both sides last agreed on: the base of every merge. */
public record SyncedEntry(long id, Location at, Content content) implements TreeEntry {}
