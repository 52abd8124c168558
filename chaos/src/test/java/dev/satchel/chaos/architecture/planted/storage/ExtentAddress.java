package dev.satchel.chaos.architecture.planted.storage;

/** Harmless here, but the frontend must not see it. */
public record ExtentAddress(long value) {}
