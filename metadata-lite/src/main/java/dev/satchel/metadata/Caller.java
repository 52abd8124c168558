package dev.satchel.metadata;

/** A signed-in device and the user whose it is. */
public record Caller(long userId, String deviceId, String deviceName, long rootNamespace) {}
