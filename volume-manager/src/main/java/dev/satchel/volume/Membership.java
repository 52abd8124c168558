package dev.satchel.volume;

/** Who is in the cell and how they are, from their heartbeats. Thread-safe. */
public final class Membership implements HeartbeatTarget {

  Membership() {}

  /** Takes note of a heartbeat. The caller has made sure that it comes from a member. */
  @Override
  public void send(Heartbeat heartbeat) {
    throw new UnsupportedOperationException();
  }
}
