package dev.satchel.storage.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** {@code node.id}: who a node is, for as long as its disks live. */
final class NodeIdFile {

  private static final String NAME = "node.id";

  private NodeIdFile() {}

  /** The id of the node whose folder this is; the first call makes one. */
  static UUID readOrCreate(Path dataDir) throws IOException {
    Files.createDirectories(dataDir);
    Path file = dataDir.resolve(NAME);
    if (!Files.exists(file)) {
      create(dataDir, file);
    }
    try {
      return UUID.fromString(Files.readString(file, US_ASCII).strip());
    } catch (IllegalArgumentException | CharacterCodingException notAnId) {
      throw new IOException(file + " does not hold a node's id", notAnId);
    }
  }

  /** Under another name, synced, renamed, the folder synced: whole or not there. */
  private static void create(Path dataDir, Path file) throws IOException {
    Path draft = dataDir.resolve(NAME + ".new");
    ByteBuffer text = US_ASCII.encode(UUID.randomUUID() + "\n");
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(dataDir, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
