package dev.satchel.chaos.architecture.planted.volume.writer;

import dev.satchel.chaos.architecture.planted.volume.reader.Reader;

/** The other half. */
public record Writer(Reader reader) {}
