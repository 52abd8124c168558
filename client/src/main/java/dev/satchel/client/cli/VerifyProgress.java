package dev.satchel.client.cli;

import dev.satchel.cli.Terminal;
import dev.satchel.contract.Entry;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a person how many bytes have been hashed. */
final class VerifyProgress implements AutoCloseable {

  private static final long MB = 1_000_000;

  private final @Nullable ProgressBar bar;

  VerifyProgress(Terminal terminal, Map<String, Optional<Entry>> paths) {
    bar = terminal.interactive() ? open(terminal, bytes(paths.values())) : null;
  }

  private static long bytes(Collection<Optional<Entry>> entries) {
    return entries.stream().flatMap(Optional::stream).mapToLong(Entry::size).sum();
  }

  private static ProgressBar open(Terminal terminal, long bytes) {
    return new ProgressBarBuilder()
        .setTaskName("Verifying")
        .setInitialMax(bytes)
        .setUnit(" MB", MB)
        .setStyle(
            terminal.colours() ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(200)
        .clearDisplayOnFinish()
        .build();
  }

  void done(long bytes) {
    if (bar != null) {
      bar.stepBy(bytes);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
