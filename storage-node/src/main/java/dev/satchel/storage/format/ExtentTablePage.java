package dev.satchel.storage.format;

import java.util.List;
import java.util.UUID;

/**
 * One page of the extent table.
 *
 * @param sequence of two sound copies, the one with the higher number is the page
 * @param managerEpoch the highest that the node had heard
 * @param entries of the slots from {@code number *} {@link ExtentTableFormat#ENTRIES} on
 */
public record ExtentTablePage(
    Place place, long sequence, long managerEpoch, List<SlotEntry> entries) {

  /** Where a copy of a page belongs. */
  public record Place(UUID diskId, int number, int copy) {}

  public ExtentTablePage {
    entries = List.copyOf(entries);
    if (entries.size() != ExtentTableFormat.ENTRIES) {
      throw new IllegalArgumentException("a page of " + entries.size() + " entries");
    }
  }
}
