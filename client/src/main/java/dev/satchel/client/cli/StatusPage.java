package dev.satchel.client.cli;

import dev.satchel.client.daemon.StatusDocument;
import java.io.PrintStream;

/** The status for a person. */
final class StatusPage {

  private static final int MOST_PROBLEMS = 20;

  private final PrintStream out;

  StatusPage(PrintStream out) {
    this.out = out;
  }

  void print(StatusDocument status) {
    out.println(status.state() + afterState(status));
    if (status.pendingUploads() + status.pendingDownloads() > 0) {
      out.printf(
          "pending: %s up, %s down, %s%n",
          Wording.count(status.pendingUploads(), "change"),
          Wording.count(status.pendingDownloads(), "change"),
          Wording.bytes(status.pendingBytes()));
    }
    out.printf(
        "sent %s, received %s%n",
        Wording.bytes(status.uploadedBytes()), Wording.bytes(status.downloadedBytes()));
    if (status.conflicts() > 0) {
      out.println(
          Wording.count(status.conflicts(), "conflicted file") + ": see `satchel conflicts`");
    }
    status.problems().stream()
        .limit(MOST_PROBLEMS)
        .forEach(
            problem -> out.println(Wording.printable(problem.path() + ": " + problem.detail())));
    if (status.problems().size() > MOST_PROBLEMS) {
      out.println("and " + (status.problems().size() - MOST_PROBLEMS) + " more (see --json)");
    }
  }

  private static String afterState(StatusDocument status) {
    if (status.detail() != null) {
      return Wording.printable(": " + status.detail());
    }
    return status.problems().isEmpty()
        ? ""
        : ", but for " + Wording.count(status.problems().size(), "path");
  }
}
