package dev.satchel.client.tree;

/** A name in a folder; {@code parent} is the folder's id. */
public record Location(long parent, String name) {}
