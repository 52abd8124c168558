package dev.satchel.metadata.tree;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A place in a journal, in a snapshot or in a listing; opaque to clients. Text form: the fields
 * joined by dots, the last one being the CRC-32C of what stands before it:
 *
 * <pre>
 *   j.NAMESPACE.JID.CRC
 *   s.NAMESPACE.JID.FOLDER.NAME.CRC
 *   l.NAMESPACE.ROOT.FOLDER.NAME.CRC
 * </pre>
 *
 * NAME is base64url. The check sum finds slips, not forgers: a cursor opens nothing that its bearer
 * could not read anyway.
 */
public sealed interface Cursor {

  /** Which namespace it is of. */
  long namespace();

  /** Everything up to {@code jid} is known. */
  record Journal(long namespace, long jid) implements Cursor {
    @Override
    public String toString() {
      return withCrc("j." + namespace + "." + jid);
    }
  }

  /**
   * In the snapshot that began at {@code jid}, everything up to {@code name} in {@code folder} is
   * known.
   */
  record Snapshot(long namespace, long jid, long folder, String name) implements Cursor {
    @Override
    public String toString() {
      return withCrc("s." + namespace + "." + jid + "." + folder + "." + encode(name));
    }
  }

  /** In the listing of the folder {@code root}, everything up to {@code name} in {@code folder}. */
  record Listing(long namespace, long root, long folder, String name) implements Cursor {
    @Override
    public String toString() {
      return withCrc("l." + namespace + "." + root + "." + folder + "." + encode(name));
    }
  }

  /** Reads the text form; nothing if it is not one that a cursor's {@code toString} writes. */
  static Optional<Cursor> parse(String text) {
    int crc = text.lastIndexOf('.');
    if (crc < 0 || !withCrc(text.substring(0, crc)).equals(text)) {
      return Optional.empty();
    }
    String[] fields = text.substring(0, crc).split("\\.", -1);
    try {
      long namespace = number(fields, 1);
      return switch (fields[0] + fields.length) {
        case "j3" -> Optional.of(new Journal(namespace, number(fields, 2)));
        case "s5" ->
            Optional.of(
                new Snapshot(namespace, number(fields, 2), number(fields, 3), decode(fields[4])));
        case "l5" ->
            Optional.of(
                new Listing(namespace, number(fields, 2), number(fields, 3), decode(fields[4])));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String withCrc(String fields) {
    CRC32C crc = new CRC32C();
    crc.update(fields.getBytes(StandardCharsets.UTF_8));
    return fields + "." + HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static long number(String[] fields, int index) {
    return index < fields.length ? Long.parseLong(fields[index]) : -1;
  }

  private static String encode(String name) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String field) {
    return new String(Base64.getUrlDecoder().decode(field), StandardCharsets.UTF_8);
  }
}
