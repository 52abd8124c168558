package dev.satchel.client.transfer;

import java.util.concurrent.atomic.LongAdder;

/** Block payload bytes that went over the wire since this object was made. Thread-safe. */
public final class Transfers {

  private final LongAdder uploaded = new LongAdder();
  private final LongAdder downloaded = new LongAdder();

  /** Bytes of blocks sent and taken by the server. */
  public long uploadedBytes() {
    return uploaded.sum();
  }

  /** Bytes of blocks received and found right. */
  public long downloadedBytes() {
    return downloaded.sum();
  }

  void addUploaded(int bytes) {
    uploaded.add(bytes);
  }

  void addDownloaded(int bytes) {
    downloaded.add(bytes);
  }
}
