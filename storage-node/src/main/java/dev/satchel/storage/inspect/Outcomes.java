package dev.satchel.storage.inspect;

import dev.satchel.storage.format.PageOutcome;

/** Outcomes of readers, in words. */
final class Outcomes {

  private Outcomes() {}

  static String describe(PageOutcome<?> outcome) {
    return switch (outcome) {
      case PageOutcome.Found<?> found -> "whole";
      case PageOutcome.Blank<?> blank -> "blank";
      case PageOutcome.Corrupt<?>(String reason) -> "corrupt: " + reason;
      case PageOutcome.TooOld<?>(int version) -> "too old: version " + version;
      case PageOutcome.TooNew<?>(int version) -> "too new: version " + version;
    };
  }

  /** Neither whole nor never written. */
  static boolean isDamaged(PageOutcome<?> outcome) {
    return !(outcome instanceof PageOutcome.Found<?> || outcome instanceof PageOutcome.Blank<?>);
  }
}
