package dev.satchel.metadata.tree;

/** A name in a folder. */
public record ChildKey(long parentId, String name) {}
