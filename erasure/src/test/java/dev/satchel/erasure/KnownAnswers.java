package dev.satchel.erasure;

import static java.util.Objects.requireNonNull;

import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** What Backblaze's JavaReedSolomon answers. */
final class KnownAnswers {

  /**
   * One encoding.
   *
   * @param parityRows the generator's parity rows in hex; empty where another case of the code has
   *     them
   * @param paritySha256 of each parity shard, in hex
   */
  record Case(int k, int m, int length, List<String> parityRows, List<String> paritySha256) {

    Code code() {
      return Code.reedSolomon(k, m);
    }

    /** The bytes of one data shard. */
    byte[] dataShard(int shard) {
      byte[] bytes = new byte[length];
      for (int j = 0; j < length; j++) {
        bytes[j] = (byte) (131 * shard + 7 * j + 13 * (j >> 8) + 1);
      }
      return bytes;
    }

    @Override
    public String toString() {
      return "rs-%d-%d of %d bytes".formatted(k, m, length);
    }
  }

  private KnownAnswers() {}

  /** All of them, from the file. */
  static List<Case> cases() {
    try (InputStream file =
        requireNonNull(KnownAnswers.class.getResourceAsStream("/reed-solomon-backblaze.json"))) {
      Object document = Jsonb.builder().build().type(Object.class).fromJson(file.readAllBytes());
      return list((Map<?, ?>) document, "cases").stream()
          .map(each -> toCase((Map<?, ?>) each))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case toCase(Map<?, ?> json) {
    return new Case(
        number(json, "k"),
        number(json, "m"),
        number(json, "length"),
        json.containsKey("parity_rows") ? texts(json, "parity_rows") : List.of(),
        texts(json, "parity_sha256"));
  }

  private static int number(Map<?, ?> json, String name) {
    return ((Number) requireNonNull(json.get(name))).intValue();
  }

  private static List<String> texts(Map<?, ?> json, String name) {
    return list(json, name).stream().map(String::valueOf).toList();
  }

  private static List<?> list(Map<?, ?> json, String name) {
    return (List<?>) requireNonNull(json.get(name));
  }
}
