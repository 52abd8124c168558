package dev.satchel.jmh.fio;

import java.nio.file.Path;
import java.util.List;

/**
 * One access pattern, by direct I/O, one call at a time in each job.
 *
 * @param options in fio's own words, as on its command line
 */
public record FioJob(List<String> options) {

  public FioJob {
    options = List.copyOf(options);
  }

  /** A new file written from its start to its end, with {@code fdatasync} after each block. */
  public static FioJob syncedWrite(Path file, int blockBytes, long fileBytes) {
    return new FioJob(
        List.of(
            "--name=synced-write",
            "--filename=" + file,
            "--rw=write",
            "--bs=" + blockBytes,
            "--size=" + fileBytes,
            "--fdatasync=1",
            "--fallocate=native"));
  }

  /** Blocks of an existing file in random order, each once, by so many jobs side by side. */
  public static FioJob randomRead(Path file, int blockBytes, int jobs, long readBytes) {
    return new FioJob(
        List.of(
            "--name=random-read",
            "--filename=" + file,
            "--rw=randread",
            "--bs=" + blockBytes,
            "--io_size=" + readBytes / jobs,
            "--numjobs=" + jobs,
            "--thread",
            "--group_reporting",
            "--randrepeat=0",
            "--allow_file_create=0"));
  }
}
