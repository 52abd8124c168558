package dev.satchel.frontend.files;

import java.nio.charset.StandardCharsets;

/** The header that names a download, by RFC 6266. */
final class ContentDisposition {
  private static final String PLAIN = "!#$&+-.^_`|~";

  private ContentDisposition() {}

  /** The header's value for a file of this name. */
  static String attachment(String name) {
    return "attachment; filename=\"" + fallback(name) + "\"; filename*=UTF-8''" + encoded(name);
  }

  /** For clients of old: what is not plain ASCII becomes an underscore. */
  private static String fallback(String name) {
    StringBuilder plain = new StringBuilder();
    name.codePoints()
        .map(c -> c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '%' ? c : '_')
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static String encoded(String name) {
    StringBuilder text = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean letterOrDigit = c < 0x80 && Character.isLetterOrDigit(c);
      if (letterOrDigit || PLAIN.indexOf(c) >= 0) {
        text.append(c);
      } else {
        text.append('%').append("%02X".formatted((int) c));
      }
    }
    return text.toString();
  }
}
