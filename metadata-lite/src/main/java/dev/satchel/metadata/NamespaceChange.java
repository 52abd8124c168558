package dev.satchel.metadata;

/** A namespace's journal now reaches {@code jid}. */
public record NamespaceChange(long namespace, long jid) {}
