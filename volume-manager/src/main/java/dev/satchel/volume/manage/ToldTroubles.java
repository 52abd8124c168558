package dev.satchel.volume.manage;

import dev.satchel.storage.NodeError;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the log was told of each extent: a step that is tried every second, and fails for the same
 * reason each time, is one line. Thread-safe.
 */
final class ToldTroubles {

  /** The oldest beyond these is forgotten, and would be told again. */
  static final int MOST = 10_000;

  private final Map<Long, NodeError> told = new LinkedHashMap<>();

  /** Whether this is not what was told of the extent last. */
  synchronized boolean isNews(long extentId, NodeError error) {
    boolean isNews = told.put(extentId, error) != error;
    if (told.size() > MOST) {
      told.remove(told.keySet().iterator().next());
    }
    return isNews;
  }

  /** From now on any trouble of the extent is news. */
  synchronized void over(long extentId) {
    told.remove(extentId);
  }
}
