package dev.satchel.client.cli;

import dev.satchel.client.transfer.ChunkOutcome;
import dev.satchel.client.transfer.Chunker;
import dev.satchel.contract.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds one path of the disk against the server's entry, by content. */
final class Comparison {

  /** What the two sides look like next to each other. */
  enum Result {
    SAME("in-sync", "both sides have the same"),
    NOWHERE("unknown", "there is nothing of this name, here or on the server"),
    ONLY_HERE("pending", "it has not been sent to the server"),
    ONLY_THERE("pending", "it is on the server and not here"),
    DIFFERENT("pending", "the server has other content"),
    OTHER_KIND("pending", "the server has something of another kind"),
    CHANGING("pending", "it is being written to"),
    UNREADABLE("error", "it cannot be read");

    private final String state;
    private final String words;

    Result(String state, String words) {
      this.state = state;
      this.words = words;
    }

    String state() {
      return state;
    }

    String words() {
      return words;
    }
  }

  private final Chunker chunker = new Chunker();

  Result compare(Path file, Optional<Entry> entry) throws IOException {
    boolean here = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (entry.isEmpty()) {
      return here ? Result.ONLY_HERE : Result.NOWHERE;
    }
    if (!here) {
      return Result.ONLY_THERE;
    }
    Entry there = entry.get();
    return switch (there.kind()) {
      case FOLDER -> same(Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS), Result.OTHER_KIND);
      case SYMLINK ->
          Files.isSymbolicLink(file)
              ? same(
                  Files.readSymbolicLink(file).toString().equals(there.target()), Result.DIFFERENT)
              : Result.OTHER_KIND;
      case FILE ->
          Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
              ? content(file, there)
              : Result.OTHER_KIND;
    };
  }

  private Result content(Path file, Entry there) throws IOException {
    if (Files.size(file) != there.size()) {
      return Result.DIFFERENT;
    }
    return switch (chunker.read(file)) {
      case ChunkOutcome.Stable(var blocks, _) ->
          same(blocks.hashes().equals(orEmpty(there.blockList())), Result.DIFFERENT);
      case ChunkOutcome.ChangedWhileReading _ -> Result.CHANGING;
      case ChunkOutcome.Gone _ -> Result.ONLY_THERE;
      case ChunkOutcome.Unreadable _ -> Result.UNREADABLE;
    };
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static Result same(boolean same, Result otherwise) {
    return same ? Result.SAME : otherwise;
  }
}
