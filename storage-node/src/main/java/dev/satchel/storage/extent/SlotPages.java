package dev.satchel.storage.extent;

import dev.satchel.storage.format.ExtentHeader;
import dev.satchel.storage.format.Footer;
import dev.satchel.storage.format.PageOutcome;
import java.io.IOException;

/** What was read of a slot when its disk was opened, before anything is concluded from it. */
sealed interface SlotPages {

  /** Nothing, since it does not matter: its extent is being purged. */
  record Purging() implements SlotPages {}

  /** Nothing, since no byte of it was ever written. */
  record Untouched() implements SlotPages {}

  /** Nothing, since the disk ends within it. */
  record CutOff() implements SlotPages {}

  /** The pages that name an extent, and whether the first page of its data is zeros. */
  record Read(
      PageOutcome<ExtentHeader> header, PageOutcome<Footer> footer, boolean firstDataPageIsZero)
      implements SlotPages {}

  /** The disk did not give them. */
  record Failed(IOException failure) implements SlotPages {}
}
