package dev.satchel.chaos.architecture.planted.volume.reader;

import dev.satchel.chaos.architecture.planted.volume.writer.Writer;

/** One half of a cycle. */
public record Reader(Writer writer) {}
