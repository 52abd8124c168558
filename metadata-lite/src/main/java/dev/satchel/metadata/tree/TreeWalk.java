package dev.satchel.metadata.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Walks a tree depth first, the names of a folder in the order of their code points, a folder
 * before what it holds. Reads a bounded run of a folder at a time, and can begin anywhere.
 */
public final class TreeWalk {

  private static final int FULL_RUN = 1_001;
  private static final int SHORT_RUN = 128;

  private final Children children;
  private final boolean recursive;
  private final Deque<Frame> frames = new ArrayDeque<>();

  /** A walk that has nowhere to go before {@link #enter}; {@code recursive}: into all folders. */
  public TreeWalk(Children children, boolean recursive) {
    this.children = children;
    this.recursive = recursive;
  }

  /** Where the walk reads. */
  public interface Children {

    /** The entries of a folder whose names come after {@code name}, in that order. */
    List<Node> after(long folderId, String name, int limit);
  }

  /** An entry with its path. */
  public record Located(String path, Node node) {}

  /**
   * Goes into a folder before going on with those entered earlier.
   *
   * @param path of the folder; empty for the root
   * @param after the name in it after which to begin
   */
  public void enter(long folderId, String path, String after) {
    frames.push(new Frame(folderId, path, after));
  }

  /** The next entries, fewer than {@code count} only at the end. */
  public List<Located> next(int count) {
    List<Located> found = new ArrayList<>();
    while (found.size() < count && !frames.isEmpty()) {
      Frame frame = frames.getFirst();
      if (frame.isAtEnd()) {
        frames.pop();
        continue;
      }
      Node node = frame.next();
      String path = frame.path + "/" + node.name();
      found.add(new Located(path, node));
      if (recursive && node.isFolder()) {
        enter(node.id(), path, "");
      }
    }
    return found;
  }

  private final class Frame {
    private final long folderId;
    private final String path;
    private String after;
    private Iterator<Node> run = List.<Node>of().iterator();
    private boolean more = true;

    Frame(long folderId, String path, String after) {
      this.folderId = folderId;
      this.path = path;
      this.after = after;
    }

    boolean isAtEnd() {
      if (!run.hasNext() && more) {
        // What is read beyond the page is read again for the next one: short runs where the walk
        // may turn into a folder after each entry.
        int limit = recursive ? SHORT_RUN : FULL_RUN;
        List<Node> nodes = children.after(folderId, after, limit);
        run = nodes.iterator();
        more = nodes.size() == limit;
      }
      return !run.hasNext();
    }

    Node next() {
      Node node = run.next();
      after = node.name();
      return node;
    }
  }
}
