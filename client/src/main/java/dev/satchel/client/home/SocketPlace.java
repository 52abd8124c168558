package dev.satchel.client.home;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Where the daemon's socket lies: in the home, or, as a socket's path may not be long, in a private
 * folder of the system's temporary one.
 */
final class SocketPlace {

  /** Linux allows 108 bytes with the closing zero, macOS 104. */
  private static final int LONGEST_BYTES = 100;

  private SocketPlace() {}

  static Path in(Path home) {
    Path plain = home.resolve("daemon.sock");
    if (plain.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_BYTES) {
      return plain;
    }
    CRC32C name = new CRC32C();
    name.update(home.toString().getBytes(StandardCharsets.UTF_8));
    String folder = "satchel-%s-%08x".formatted(System.getProperty("user.name"), name.getValue());
    return Path.of(System.getProperty("java.io.tmpdir"), folder, "daemon.sock");
  }
}
