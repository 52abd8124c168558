package dev.satchel.frontend.http;

import dev.satchel.contract.ProblemCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-decoding that refuses what is not exactly right, and strict UTF-8. */
final class Percent {

  private Percent() {}

  /**
   * Decodes one path segment, query name or query value.
   *
   * @param plusIsSpace as in a query
   * @throws ProblemException on a broken escape, on bytes that are not UTF-8, on NUL
   */
  static String decode(String text, boolean plusIsSpace) {
    byte[] bytes = new byte[text.length()];
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes[count++] = escaped(text, i);
        i += 2;
      } else {
        bytes[count++] = (byte) (c == '+' && plusIsSpace ? ' ' : c);
      }
    }
    String decoded = utf8(ByteBuffer.wrap(bytes, 0, count));
    if (decoded.indexOf('\0') >= 0) {
      throw bad("The address holds a NUL character.");
    }
    return decoded;
  }

  /**
   * Decodes UTF-8 without replacing anything.
   *
   * @throws ProblemException if the bytes are not UTF-8
   */
  static String utf8(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw bad("The text is not valid UTF-8.");
    }
  }

  private static byte escaped(String text, int percent) {
    if (percent + 2 >= text.length()) {
      throw bad("A percent escape is cut short.");
    }
    int high = Character.digit(text.charAt(percent + 1), 16);
    int low = Character.digit(text.charAt(percent + 2), 16);
    if (high < 0 || low < 0) {
      throw bad("A percent escape is not two hex digits.");
    }
    return (byte) (high << 4 | low);
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(ProblemCode.BAD_REQUEST, detail);
  }
}
