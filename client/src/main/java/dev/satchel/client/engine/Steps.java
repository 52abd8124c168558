package dev.satchel.client.engine;

/**
 * Is called before every effect that outlives the process. Tests throw from here: a crash at that
 * very point.
 */
@FunctionalInterface
interface Steps {

  /** Goes on. */
  Steps NONE = what -> {};

  /** The engine is about to do this. */
  void before(String what);
}
