package dev.satchel.metadata.tree;

import dev.satchel.contract.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * A path that keeps the rules: {@code /} first, no empty name, no {@code .} or {@code ..}, no NUL,
 * whole code points, at most {@link Limits#MAX_PATH_BYTES} bytes of UTF-8 and {@link
 * Limits#MAX_NAME_BYTES} a name. The root is {@code /} and has no names.
 *
 * <p>Paths are compared by exact code points: no case folding, no normalisation.
 */
public record TreePath(String text, List<String> names) {

  /** The root of a namespace. */
  public static final TreePath ROOT = new TreePath("/", List.of());

  /** The outcome of looking at a path that somebody sent. */
  public sealed interface Check {

    /** It keeps the rules. */
    record Good(TreePath path) implements Check {}

    /** It does not. */
    record Bad(String why) implements Check {}
  }

  /** Looks at a path that somebody sent. */
  public static Check check(String text) {
    if (!text.startsWith("/")) {
      return new Check.Bad("a path starts with /");
    }
    if (text.length() == 1) {
      return new Check.Good(ROOT);
    }
    if (text.length() > Limits.MAX_PATH_BYTES) {
      return new Check.Bad("a path has at most " + Limits.MAX_PATH_BYTES + " bytes");
    }
    List<String> names = new ArrayList<>();
    int totalBytes = 0;
    for (int start = 1; start <= text.length(); ) {
      int slash = text.indexOf('/', start);
      int end = slash < 0 ? text.length() : slash;
      String name = text.substring(start, end);
      int nameBytes = utf8Bytes(name);
      String problem = problemOf(name, nameBytes);
      if (!problem.isEmpty()) {
        return new Check.Bad(problem);
      }
      names.add(name);
      totalBytes += 1 + nameBytes;
      start = end + 1;
    }
    if (totalBytes > Limits.MAX_PATH_BYTES) {
      return new Check.Bad("a path has at most " + Limits.MAX_PATH_BYTES + " bytes");
    }
    return new Check.Good(new TreePath(text, List.copyOf(names)));
  }

  private static String problemOf(String name, int nameBytes) {
    if (name.isEmpty()) {
      return "a path has no empty names";
    }
    if (name.equals(".") || name.equals("..")) {
      return "a path has no names . and ..";
    }
    if (name.indexOf('\0') >= 0) {
      return "a path has no NUL";
    }
    if (nameBytes < 0) {
      return "a path is whole code points of UTF-8";
    }
    return nameBytes > Limits.MAX_NAME_BYTES
        ? "a name has at most " + Limits.MAX_NAME_BYTES + " bytes"
        : "";
  }

  /** The length in UTF-8, or -1 where a surrogate stands alone and there is no UTF-8 for it. */
  static int utf8Bytes(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes += 1;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        return -1;
      }
    }
    return bytes;
  }

  /** Whether this is the root. */
  public boolean isRoot() {
    return names.isEmpty();
  }

  /** The last name; the root has none. */
  public String name() {
    return names.getLast();
  }

  /** The folder around it; the root has none. */
  public TreePath parent() {
    return prefix(names.size() - 1);
  }

  /** The path of the first {@code count} names. */
  public TreePath prefix(int count) {
    if (count == 0) {
      return ROOT;
    }
    if (count == names.size()) {
      return this;
    }
    int length = 0;
    for (String name : names.subList(0, count)) {
      length += 1 + name.length();
    }
    return new TreePath(text.substring(0, length), names.subList(0, count));
  }

  /** The path of a child. */
  public TreePath child(String name) {
    List<String> longer = new ArrayList<>(names.size() + 1);
    longer.addAll(names);
    longer.add(name);
    return new TreePath(isRoot() ? "/" + name : text + "/" + name, longer);
  }

  /** Whether this lies somewhere inside {@code folder}, which it is not itself. */
  public boolean isBeneath(TreePath folder) {
    return names.size() > folder.names.size()
        && text.startsWith(folder.text)
        && (folder.isRoot() || text.charAt(folder.text.length()) == '/');
  }

  /** The same place when the folder {@code from} is called {@code to}. */
  TreePath rebase(TreePath from, TreePath to) {
    TreePath moved = to;
    for (String name : names.subList(from.names.size(), names.size())) {
      moved = moved.child(name);
    }
    return moved;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreePath path && text.equals(path.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
