package dev.satchel.client.cli;

import dev.satchel.cli.Terminal;
import dev.satchel.client.daemon.StatusDocument;
import dev.satchel.client.engine.ProgressListener;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a person how far a pass is; silent when nobody watches. */
final class PassProgress implements ProgressListener, AutoCloseable {

  private final Terminal terminal;
  private @Nullable ProgressBar bar;
  private boolean closed;

  PassProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void changed(Progress progress) {
    switch (progress.phase()) {
      case SCANNING -> show("Looking", progress.done(), progress.total());
      case ASKING -> show("Asking", progress.done(), progress.total());
      case TRANSFERRING -> show("Syncing", progress.done(), progress.total());
      case QUIET -> show("Done", progress.done(), progress.total());
    }
  }

  /** What the daemon tells each second of a pass that it does for this command. */
  void changed(StatusDocument status) {
    show("Syncing", 0, status.pendingUploads() + status.pendingDownloads());
  }

  private synchronized void show(String task, long done, long total) {
    if (!terminal.interactive() || closed) {
      return;
    }
    if (bar == null) {
      bar = open();
    }
    bar.setExtraMessage(task);
    bar.maxHint(Math.max(total, done));
    bar.stepTo(done);
  }

  private ProgressBar open() {
    return new ProgressBarBuilder()
        .setTaskName("satchel")
        .setUnit(" files", 1)
        .setStyle(
            terminal.colours() ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(200)
        .hideEta()
        .clearDisplayOnFinish()
        .build();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
