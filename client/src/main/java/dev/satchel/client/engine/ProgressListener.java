package dev.satchel.client.engine;

/** Is told how the work goes on. Called from the control thread: it must not wait. */
@FunctionalInterface
public interface ProgressListener {

  /** Does not listen. */
  ProgressListener NONE = progress -> {};

  /** Something moved. */
  void changed(Progress progress);

  /** A moment of the work. */
  record Progress(Phase phase, long done, long total, long bytesDone, long bytesTotal) {}

  /** What is going on. */
  enum Phase {
    SCANNING,
    ASKING,
    TRANSFERRING,
    QUIET
  }
}
