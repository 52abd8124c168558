package dev.satchel.client.engine;

import dev.satchel.client.plan.Change;
import dev.satchel.client.remote.ServerException;
import dev.satchel.client.transfer.Download;
import dev.satchel.client.transfer.Downloader;
import dev.satchel.client.transfer.Upload;
import dev.satchel.client.transfer.Uploader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Transfers on their way. The control thread puts them in and hears of them by events; an entry
 * that is in here is not planned for.
 */
final class Lanes implements AutoCloseable {

  private static final int UPLOAD_GROUPS = 3;
  private static final int MAX_GROUP_FILES = 256;
  private static final long MAX_GROUP_BYTES = 32L << 20;
  private static final int MAX_INSIDE = 4_096;

  private final Uploader uploader;
  private final Downloader downloader;
  private final Inbox inbox;
  private final ExecutorService uploads;
  private final ExecutorService downloads;
  private final Set<Long> inside = new HashSet<>();
  private final List<Ready> group = new ArrayList<>();
  private long groupBytes;

  Lanes(Uploader uploader, Downloader downloader, Inbox inbox, int parallel) {
    this.uploader = uploader;
    this.downloader = downloader;
    this.inbox = inbox;
    this.uploads = threads(UPLOAD_GROUPS, "satchel-upload-");
    this.downloads = threads(parallel, "satchel-download-");
  }

  private static ExecutorService threads(int count, String name) {
    return Executors.newFixedThreadPool(
        count, Thread.ofPlatform().daemon().name(name, 0).factory());
  }

  boolean contains(long id) {
    return inside.contains(id);
  }

  boolean isEmpty() {
    return inside.isEmpty();
  }

  boolean isFull() {
    return inside.size() >= MAX_INSIDE;
  }

  /** Takes a file to be sent; small ones travel in groups. */
  void upload(Change change, Upload upload) {
    inside.add(change.id());
    group.add(new Ready(change, upload));
    groupBytes += upload.blocks().sizeBytes();
    if (group.size() >= MAX_GROUP_FILES || groupBytes >= MAX_GROUP_BYTES) {
      sendGroup();
    }
  }

  /** Lets go what waits for a group to be full. */
  void sendGroup() {
    if (group.isEmpty()) {
      return;
    }
    List<Change> changes = group.stream().map(Ready::change).toList();
    List<Upload> files = group.stream().map(Ready::upload).toList();
    group.clear();
    groupBytes = 0;
    uploads.execute(
        () -> report(changes, () -> new Event.Uploaded(changes, uploader.upload(files))));
  }

  void download(Change change, Download download) {
    inside.add(change.id());
    List<Change> changes = List.of(change);
    downloads.execute(() ->
        report(
            changes,
            () -> new Event.Downloaded(change, download.temp(), downloader.download(download))));
  }

  /** The control thread heard of it. */
  void done(Change change) {
    inside.remove(change.id());
  }

  private void report(List<Change> changes, Transfer transfer) {
    Event event;
    try {
      event = transfer.run();
    } catch (ServerException e) {
      event = new Event.TransferFailed(changes, e);
    } catch (RuntimeException e) {
      event = new Event.TransferBroke(changes, e);
    }
    inbox.report(event);
  }

  @Override
  public void close() {
    uploads.shutdownNow();
    downloads.shutdownNow();
  }

  private interface Transfer {
    Event run() throws ServerException;
  }

  private record Ready(Change change, Upload upload) {}
}
