package dev.satchel.storage.wire;

/** Constants of the mutual proof that both sides know the cluster key. */
public final class Handshake {

  /** Shorter keys are refused. */
  public static final int SHORTEST_KEY_BYTES = 16;

  private Handshake() {}
}
