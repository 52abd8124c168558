package dev.satchel.storage.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hex dump out of a page of {@code docs/format}: the code block behind the line {@code Example:
 * NAME}. Each line is an offset and up to 16 bytes; what is not listed is zero.
 */
public final class WorkedExample {

  private WorkedExample() {}

  /** The bytes of an example, in a direct buffer of the given length. */
  public static ByteBuffer read(String page, String name, int lengthBytes) throws IOException {
    String text = Files.readString(Path.of("..", "docs", "format", page));
    Matcher block =
        Pattern.compile(
                "Example: " + Pattern.quote(name) + "\\s+```\\w*\\n(.*?)```", Pattern.DOTALL)
            .matcher(text);
    if (!block.find()) {
      throw new IOException("no example '" + name + "' in " + page);
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(lengthBytes);
    block.group(1).lines().forEach(line -> putLine(line, bytes));
    return bytes;
  }

  private static void putLine(String line, ByteBuffer bytes) {
    String[] parts = line.strip().split("\\s{2,}");
    int offset = Integer.parseInt(parts[0], 16);
    byte[] values = HexFormat.ofDelimiter(" ").parseHex(parts[1]);
    bytes.put(offset, values);
  }
}
