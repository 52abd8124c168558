package dev.satchel.client.engine;

/** Steers a running engine from another thread. Thread-safe. */
public final class RunControl {

  private boolean stopped;
  private boolean paused;
  private Runnable listener = () -> {};

  /** Ends the run after the step at hand. */
  public void stop() {
    change(() -> stopped = true);
  }

  /** Nothing moves any more until {@link #resume}. */
  public void pause() {
    change(() -> paused = true);
  }

  /** Goes on after a pause. */
  public void resume() {
    change(() -> paused = false);
  }

  /** Whether {@link #stop} was called. */
  public synchronized boolean stopped() {
    return stopped;
  }

  /** Whether the run is paused. */
  public synchronized boolean paused() {
    return paused;
  }

  /** Calls {@code listener} on each change, in the thread that made it. */
  synchronized void onChange(Runnable newListener) {
    listener = newListener;
  }

  private void change(Runnable assignment) {
    Runnable told;
    synchronized (this) {
      assignment.run();
      told = listener;
    }
    told.run();
  }
}
