package dev.satchel.chaos.architecture.planted.erasure;

import java.nio.file.Path;

/** Reads a file, which a codec must not. */
public record Parity(Path file) {}
