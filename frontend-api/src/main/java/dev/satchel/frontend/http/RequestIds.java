package dev.satchel.frontend.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Names of requests: the client's own where it is a plain word, else a new one. */
final class RequestIds {
  private static final int MAX_LENGTH = 64;

  private RequestIds() {}

  static String choose(@Nullable String offered) {
    if (offered != null && isPlain(offered)) {
      return offered;
    }
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  private static boolean isPlain(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit = c < 0x80 && Character.isLetterOrDigit(c);
      if (!letterOrDigit && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return true;
  }
}
