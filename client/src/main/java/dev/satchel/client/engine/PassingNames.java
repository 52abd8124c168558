package dev.satchel.client.engine;

/** Names for entries that stand in each other's places, for the moment of the exchange. */
final class PassingNames {

  private PassingNames() {}

  static String of(long id) {
    return ".satchel-passing-" + id;
  }
}
