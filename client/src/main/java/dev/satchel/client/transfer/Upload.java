package dev.satchel.client.transfer;

import java.nio.file.Path;

/** A file whose blocks are to be on the server. */
public record Upload(Path file, FileBlocks blocks) {}
