package dev.satchel.erasure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An erasure code: its name, and the matrix that makes parity out of data.
 *
 * <p>Shards are numbered from 0: first the {@code dataShards}, which hold the data unchanged, then
 * the {@code parityShards}. Byte j of shard i depends on the bytes j of the data shards alone: it
 * is their sum, each multiplied with its element in row i of the generator. So any column range of
 * the shards is a stripe of its own.
 *
 * <p>Name and matrix version together are the format. They are stored beside what was coded with
 * them, and neither ever changes its meaning: another matrix is another version.
 */
public final class Code {

  /** Most shards of a code: one for each element of the field but one. */
  public static final int MAX_SHARDS = 255;

  private static final Pattern REED_SOLOMON = Pattern.compile("rs-(\\d{1,3})-(\\d{1,3})");

  private final String name;
  private final int matrixVersion;
  private final int dataShards;
  private final Matrix generator;

  private Code(String name, int matrixVersion, int dataShards, Matrix generator) {
    this.name = name;
    this.matrixVersion = matrixVersion;
    this.dataShards = dataShards;
    this.generator = generator;
  }

  /**
   * Finds the code of that name.
   *
   * @throws IllegalArgumentException if there is none; the message says what a name looks like
   */
  public static Code parse(String name) {
    Matcher reedSolomon = REED_SOLOMON.matcher(name);
    if (!reedSolomon.matches()) {
      throw new IllegalArgumentException(
          "unknown erasure code '%s': expected rs-K-M, for instance rs-6-3".formatted(name));
    }
    Code code =
        reedSolomon(Integer.parseInt(reedSolomon.group(1)), Integer.parseInt(reedSolomon.group(2)));
    if (!code.name.equals(name)) {
      throw new IllegalArgumentException(
          "erasure code '%s' is written '%s'".formatted(name, code.name));
    }
    return code;
  }

  /**
   * Reed-Solomon: any {@code dataShards} of the shards suffice.
   *
   * <p>Matrix version 1 is that of Backblaze's JavaReedSolomon: a Vandermonde matrix times the
   * inverse of its top square, which leaves the identity on top.
   *
   * @throws IllegalArgumentException if either number is below 1 or their sum above {@link
   *     #MAX_SHARDS}
   */
  public static Code reedSolomon(int dataShards, int parityShards) {
    if (dataShards < 1 || parityShards < 1 || dataShards + parityShards > MAX_SHARDS) {
      throw new IllegalArgumentException(
          "rs-%d-%d: both numbers are at least 1 and their sum is at most %d"
              .formatted(dataShards, parityShards, MAX_SHARDS));
    }
    Matrix vandermonde = Matrix.vandermonde(dataShards + parityShards, dataShards);
    Matrix generator = vandermonde.times(vandermonde.rows(0, dataShards).inverse());
    return new Code("rs-%d-%d".formatted(dataShards, parityShards), 1, dataShards, generator);
  }

  /** The name that {@link #parse} reads. */
  public String name() {
    return name;
  }

  /** Which matrix goes with the name. */
  public int matrixVersion() {
    return matrixVersion;
  }

  /** How many shards hold data. */
  public int dataShards() {
    return dataShards;
  }

  /** How many shards hold parity. */
  public int parityShards() {
    return totalShards() - dataShards;
  }

  /** How many shards there are. */
  public int totalShards() {
    return generator.rowCount();
  }

  /** One row a shard, one column a data shard; the first rows are the identity. */
  public Matrix generator() {
    return generator;
  }

  /** The rows of the generator that make the parity shards. */
  public Matrix parityRows() {
    return generator.rows(dataShards, totalShards());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Code code
        && name.equals(code.name)
        && matrixVersion == code.matrixVersion;
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** Its name and matrix version: {@code rs-6-3/1}. */
  @Override
  public String toString() {
    return name + "/" + matrixVersion;
  }
}
