package dev.satchel.chaos.architecture.planted.jmh;

/** Harmless. */
public record Lap(long nanos) {}
