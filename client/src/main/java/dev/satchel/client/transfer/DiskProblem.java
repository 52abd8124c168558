package dev.satchel.client.transfer;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/**
 * Why this disk would not.
 *
 * @param code a stable word for programs
 * @param detail for a person, without the path that the caller knows
 */
public record DiskProblem(String code, String detail) {

  /** Of a failed call. */
  public static DiskProblem of(IOException e) {
    if (e instanceof AccessDeniedException) {
      return new DiskProblem("permission-denied", "permission denied");
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    String detail = reason == null ? e.getClass().getSimpleName() : reason;
    return new DiskProblem(KernelWords.sayFull(detail) ? "disk-full" : "disk-error", detail);
  }
}
