package dev.satchel.frontend.service;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that all members of a cell share: 32 bytes, in its file as hex.
 *
 * <p>The admin token is derived from it, so that every manager and frontend of a cell takes the
 * same one without asking anybody.
 */
record ClusterKey(byte[] bytes) {
  private static final int LENGTH_BYTES = 32;
  private static final byte[] ADMIN_PURPOSE =
      "satchel admin token v1".getBytes(StandardCharsets.UTF_8);

  /** Reads the key. */
  static ClusterKey read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is no cluster key: it is a folder");
    }
    try {
      byte[] bytes = HexFormat.of().parseHex(Files.readString(file).strip());
      if (bytes.length >= LENGTH_BYTES) {
        return new ClusterKey(bytes);
      }
    } catch (NoSuchFileException e) {
      throw new IOException(
          "there is no cluster key at " + file + "; copy the manager's, or give --cluster-key-file",
          e);
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new IOException(file + " is no cluster key: it must be hex", e);
    }
    throw new IOException(file + " is no cluster key: it must have 32 bytes at least, in hex");
  }

  /** Reads the key; makes one first where there is none. */
  static ClusterKey readOrCreate(Path file) throws IOException {
    if (Files.notExists(file)) {
      byte[] bytes = new byte[LENGTH_BYTES];
      new SecureRandom().nextBytes(bytes);
      DataFolder.publishSecret(file, HexFormat.of().formatHex(bytes));
    }
    return read(file);
  }

  /** What operators show. */
  String adminToken() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(ADMIN_PURPOSE));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }
}
