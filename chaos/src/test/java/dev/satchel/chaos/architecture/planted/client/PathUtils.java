package dev.satchel.chaos.architecture.planted.client;

/** A drawer for anything. */
record PathUtils() {}
