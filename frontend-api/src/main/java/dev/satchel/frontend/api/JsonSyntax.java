package dev.satchel.frontend.api;

import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.http.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Checks that bytes are one JSON document by the grammar of RFC 8259, in valid UTF-8, and not
 * nested too deep. The library that reads the records is fast and forgiving: it takes missing
 * commas and what follows the document. Runs once over the text, without recursion.
 */
final class JsonSyntax {
  /** Far more than any request needs; one bit each in {@link #kinds}. */
  private static final int MAX_DEPTH = 32;

  private static final int END = -1;

  private final String text;
  private int position;
  private int depth;

  /** Bit d says whether the container at depth d is an object. */
  private long kinds;

  private JsonSyntax(String text) {
    this.text = text;
  }

  /**
   * Checks a document.
   *
   * @throws ProblemException saying where it breaks the rules
   */
  static void check(byte[] document) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      new JsonSyntax(text).document();
    } catch (CharacterCodingException e) {
      throw Json.bad("The body is not valid UTF-8.");
    }
  }

  private void document() {
    do {
      value();
    } while (depth > 0);
    if (skipSpace() != END) {
      throw broken("the document has ended");
    }
  }

  /** Reads one value, or the opening of a container, then closes whatever ends here. */
  private void value() {
    int c = skipSpace();
    switch (c) {
      case '{' -> open(true);
      case '[' -> open(false);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number(c);
    }
    boolean opened = c == '{' || c == '[';
    if (opened && skipSpace() != (c == '{' ? '}' : ']')) {
      beforeItem();
    } else {
      afterItem();
    }
  }

  private void open(boolean object) {
    if (depth == MAX_DEPTH) {
      throw new ProblemException(ProblemCode.BAD_REQUEST, "The JSON is nested too deep.");
    }
    position++;
    kinds = object ? kinds | 1L << depth : kinds & ~(1L << depth);
    depth++;
  }

  /** Reads the name of an object's member; of an array's item there is none. */
  private void beforeItem() {
    if (inObject()) {
      if (skipSpace() != '"') {
        throw broken("a name is expected");
      }
      string();
      expect(':');
    }
  }

  /** Closes containers, or reads the comma before the next item. */
  private void afterItem() {
    while (depth > 0) {
      if (skipSpace() == ',') {
        position++;
        beforeItem();
        return;
      }
      expect(inObject() ? '}' : ']');
      depth--;
    }
  }

  private boolean inObject() {
    return (kinds >>> depth - 1 & 1) == 1;
  }

  private void string() {
    position++;
    for (int c = peek(); c != '"'; c = peek()) {
      if (c < ' ') { // the end of the text too
        throw broken("a string holds a control character or does not end");
      }
      position++;
      if (c == '\\') {
        escape();
      }
    }
    position++;
  }

  private void escape() {
    int c = peek();
    position++;
    if (c == 'u') {
      int unit = hex4();
      if (Character.isLowSurrogate((char) unit)) {
        throw broken("half a surrogate pair");
      }
      if (Character.isHighSurrogate((char) unit)) {
        word("\\u");
        if (!Character.isLowSurrogate((char) hex4())) {
          throw broken("half a surrogate pair");
        }
      }
    } else if (c == END || "\"\\/bfnrt".indexOf(c) < 0) {
      throw broken("an unknown escape");
    }
  }

  private int hex4() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int c = peek();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw broken("four hex digits are expected");
      }
      unit = unit << 4 | digit;
      position++;
    }
    return unit;
  }

  private void number(int first) {
    if (first == '-') {
      position++;
    }
    if (peek() == '0') {
      position++;
    } else {
      digits();
    }
    if (peek() == '.') {
      position++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      position++;
      if (peek() == '+' || peek() == '-') {
        position++;
      }
      digits();
    }
  }

  private void digits() {
    int start = position;
    while (peek() >= '0' && peek() <= '9') {
      position++;
    }
    if (position == start) {
      throw broken("a value is expected");
    }
  }

  private void word(String word) {
    if (!text.startsWith(word, position)) {
      throw broken(word + " is expected");
    }
    position += word.length();
  }

  private void expect(char wanted) {
    if (skipSpace() != wanted) {
      throw broken("\"" + wanted + "\" is expected");
    }
    position++;
  }

  private int skipSpace() {
    int c = peek();
    while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      position++;
      c = peek();
    }
    return c;
  }

  private int peek() {
    return position < text.length() ? text.charAt(position) : END;
  }

  private ProblemException broken(String why) {
    return Json.bad("The body is not valid JSON at character " + position + ": " + why + ".");
  }
}
