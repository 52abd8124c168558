package dev.satchel.storage.extent;

import dev.satchel.storage.disk.Disk;
import java.io.IOException;

/** A disk that is to be added to a store. */
public record NewDisk(Device device, DiskSetup setup) {

  /** The file or device, which is opened when it is its turn. */
  @FunctionalInterface
  public interface Device {
    Disk open() throws IOException;
  }
}
