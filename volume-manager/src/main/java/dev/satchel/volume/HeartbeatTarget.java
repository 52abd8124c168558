package dev.satchel.volume;

import java.io.IOException;

/** Where heartbeats go: a manager in this process, or one elsewhere. */
@FunctionalInterface
public interface HeartbeatTarget {

  /** Delivers one heartbeat; returns when the manager has it. */
  void send(Heartbeat heartbeat) throws IOException, InterruptedException;
}
