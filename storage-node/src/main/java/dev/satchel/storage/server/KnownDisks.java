package dev.satchel.storage.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code node.disks}: which disk lay where when the node last opened it, a line {@code ID PATH}
 * each.
 *
 * <p>Without it a disk that is not mounted, or has lost its beginning, would look like a new one:
 * the node would make an empty one in its place. It says nothing that the disks do not say
 * themselves, and may be deleted when all are there.
 */
final class KnownDisks {

  private static final String NAME = "node.disks";

  private final Path folder;
  private final Map<String, String> idByPath = new LinkedHashMap<>();

  private KnownDisks(Path folder) {
    this.folder = folder;
  }

  static KnownDisks read(Path dataDir) throws IOException {
    KnownDisks known = new KnownDisks(dataDir);
    Path file = known.file();
    if (Files.exists(file)) {
      for (String line : linesOf(file)) {
        int blank = line.indexOf(' ');
        if (blank < 1) {
          throw new IOException(file + " holds a line that is not ID PATH: " + line);
        }
        known.idByPath.put(line.substring(blank + 1), line.substring(0, blank));
      }
    }
    return known;
  }

  private static List<String> linesOf(Path file) throws IOException {
    try {
      return Files.readAllLines(file, UTF_8);
    } catch (CharacterCodingException notText) {
      throw new IOException(file + " is not text, so it is not what this node wrote", notText);
    }
  }

  /** Where it says so. */
  Path file() {
    return folder.resolve(NAME);
  }

  /** The id of the disk that was opened at this path before. */
  Optional<String> idAt(Path path) {
    return Optional.ofNullable(idByPath.get(key(path)));
  }

  /** It is here now and nowhere else. */
  void remember(Path path, String id) {
    idByPath.values().remove(id);
    idByPath.put(key(path), id);
  }

  private static String key(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /** Under another name, synced, renamed, the folder synced: whole, or as it was before. */
  void save() throws IOException {
    List<String> lines = new ArrayList<>();
    idByPath.forEach((path, id) -> lines.add(id + " " + path + "\n"));
    Path draft = folder.resolve(NAME + ".new");
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer text = UTF_8.encode(String.join("", lines));
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
    Files.move(draft, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }
}
