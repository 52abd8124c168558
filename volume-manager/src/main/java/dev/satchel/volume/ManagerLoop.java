package dev.satchel.volume;

/**
 * The manager: holds the cell's lease while it can, keeps enough volumes open, closes and seals.
 *
 * <p>It is soft state: everything it knows is in SQL or comes with the next heartbeats, and when no
 * manager runs, reads and writes go on until the open volumes are full.
 */
public final class ManagerLoop implements AutoCloseable {

  private ManagerLoop() {}

  /** Starts the manager of a cell. The cell stays the caller's to close, after the manager. */
  public static ManagerLoop start(Cell cell) {
    throw new UnsupportedOperationException();
  }

  /** Takes the heartbeats. */
  public Membership membership() {
    throw new UnsupportedOperationException();
  }

  /** Whether this manager leads now. */
  public boolean leads() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
