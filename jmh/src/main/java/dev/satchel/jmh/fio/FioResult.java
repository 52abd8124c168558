package dev.satchel.jmh.fio;

import io.avaje.json.JsonException;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What fio measured, all jobs together.
 *
 * @param bytesPerSecond of the data, the time of its syncs counted
 */
public record FioResult(double bytesPerSecond) {

  /** Reads what {@code --output-format=json} writes. */
  static FioResult parse(String answer) throws IOException {
    // fio puts its warnings in front of the document.
    int start = answer.indexOf('{');
    if (start < 0) {
      throw new IOException("fio said: " + answer.strip());
    }
    if (document(answer.substring(start)) instanceof Map<?, ?> document
        && document.get("jobs") instanceof List<?> jobs
        && !jobs.isEmpty()
        && jobs.getFirst() instanceof Map<?, ?> job) {
      return new FioResult(bandwidth(job, "read") + bandwidth(job, "write"));
    }
    throw new IOException("fio's answer names no job");
  }

  private static Object document(String json) throws IOException {
    try {
      return Jsonb.builder().build().type(Object.class).fromJson(json);
    } catch (JsonException e) {
      throw new IOException("fio's answer is no JSON document", e);
    }
  }

  private static double bandwidth(Map<?, ?> job, String direction) throws IOException {
    if (job.get(direction) instanceof Map<?, ?> way
        && way.get("bw_bytes") instanceof Number bytes) {
      return bytes.doubleValue();
    }
    throw new IOException("fio's answer has no bandwidth for " + direction);
  }
}
