package dev.satchel.client.cli;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file as a person names it and as the server does.
 *
 * @param server {@code /} first
 * @param local where it lies, or would lie
 */
record SyncedPath(String server, Path local) {

  /**
   * Understands an absolute path below the synced folder, a path of the server ({@code /} first), a
   * path relative to a working folder that is below the synced one, or, from elsewhere, a path
   * relative to the synced folder.
   */
  static SyncedPath of(String given, Path folder, Path workingFolder) throws IOException {
    Path named = Path.of(given.isEmpty() ? "." : given);
    Path absolute = workingFolder.resolve(named).normalize();
    if (absolute.startsWith(folder)) {
      return below(folder, absolute);
    }
    Path inFolder =
        folder.resolve(named.isAbsolute() ? named.getRoot().relativize(named) : named).normalize();
    if (!inFolder.startsWith(folder)) {
      throw new IOException(given + " is not below the synced folder " + folder);
    }
    return below(folder, inFolder);
  }

  private static SyncedPath below(Path folder, Path file) {
    StringBuilder server = new StringBuilder();
    if (!file.equals(folder)) {
      folder.relativize(file).forEach(name -> server.append('/').append(name));
    }
    return new SyncedPath(server.isEmpty() ? "/" : server.toString(), file);
  }
}
