package dev.satchel.erasure;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An erasure code: its name, and the matrix that makes parity out of data.
 *
 * <p>Shards are numbered from 0: first the {@code dataShards}, which hold the data unchanged, then
 * the {@code parityShards}, of which those of the local groups come first. Byte j of shard i
 * depends on the bytes j of the data shards alone: it is their sum, each multiplied with its
 * element in row i of the generator. So any column range of the shards is a stripe of its own.
 *
 * <p>Name and matrix version together are the format. They are stored beside what was coded with
 * them, and neither ever changes its meaning: another matrix is another version.
 */
public final class Code {

  /** Most shards of a code: one for each element of the field but one. */
  public static final int MAX_SHARDS = 255;

  /** No version but the first was ever given out. */
  private static final int MATRIX_VERSION = 1;

  private static final Pattern REED_SOLOMON = Pattern.compile("rs-(\\d{1,3})-(\\d{1,3})");
  private static final Pattern LOCALLY_REPAIRABLE =
      Pattern.compile("lrc-(\\d{1,3})-(\\d{1,3})-(\\d{1,3})");

  private final String name;
  private final int dataShards;
  private final Matrix generator;
  private final List<LocalGroup> localGroups;

  private Code(String name, int dataShards, Matrix generator, List<LocalGroup> localGroups) {
    this.name = name;
    this.dataShards = dataShards;
    this.generator = generator;
    this.localGroups = localGroups;
  }

  /**
   * Finds the code of that name, with its newest matrix.
   *
   * @throws IllegalArgumentException if there is none; the message says what a name looks like
   */
  public static Code parse(String name) {
    Code code = named(name);
    if (!code.name.equals(name)) {
      throw new IllegalArgumentException(
          "erasure code '%s' is written '%s'".formatted(name, code.name));
    }
    return code;
  }

  /**
   * Finds the code of that name and matrix version, as they are stored beside coded shards.
   *
   * @throws IllegalArgumentException if there is none; a version that is too new is told apart
   */
  public static Code parse(String name, int matrixVersion) {
    Code code = parse(name);
    if (matrixVersion != MATRIX_VERSION) {
      throw new IllegalArgumentException(
          "erasure code %s/%d is newer than this program, which knows %s"
              .formatted(name, matrixVersion, code));
    }
    return code;
  }

  private static Code named(String name) {
    Matcher reedSolomon = REED_SOLOMON.matcher(name);
    if (reedSolomon.matches()) {
      return reedSolomon(number(reedSolomon, 1), number(reedSolomon, 2));
    }
    Matcher lrc = LOCALLY_REPAIRABLE.matcher(name);
    if (lrc.matches()) {
      return locallyRepairable(number(lrc, 1), number(lrc, 2), number(lrc, 3));
    }
    throw new IllegalArgumentException(
        "unknown erasure code '%s': expected rs-K-M or lrc-K-L-G, for instance rs-6-3 or lrc-12-2-2"
            .formatted(name));
  }

  private static int number(Matcher name, int group) {
    return Integer.parseInt(name.group(group));
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
    String name = "rs-%d-%d".formatted(dataShards, parityShards);
    return new Code(name, dataShards, generator, List.of());
  }

  /**
   * Local groups of data shards with one parity shard each, and global parity shards over all: a
   * lost shard of a group comes back from its group alone, and no other code of this shape survives
   * a pattern of losses that this one does not.
   *
   * @throws IllegalArgumentException if the groups are not 2 to 17 of one size from 1 to 15, the
   *     global parity shards not 1 or 2, or all shards together more than {@link #MAX_SHARDS}
   */
  public static Code locallyRepairable(int dataShards, int groups, int globalParityShards) {
    String name = "lrc-%d-%d-%d".formatted(dataShards, groups, globalParityShards);
    if (!LocallyRepairable.exists(dataShards, groups, globalParityShards)) {
      throw new IllegalArgumentException(
          "%s: expected lrc-K-L-G with L from 2 to %d, K = L times 1 to %d, G from 1 to %d and K + L + G at most %d"
              .formatted(
                  name,
                  LocallyRepairable.MAX_GROUPS,
                  LocallyRepairable.MAX_GROUP_DATA,
                  LocallyRepairable.MAX_GLOBAL_PARITY,
                  MAX_SHARDS));
    }
    Matrix generator = LocallyRepairable.generator(dataShards, groups, globalParityShards);
    return new Code(name, dataShards, generator, LocallyRepairable.groups(dataShards, groups));
  }

  /** The name that {@link #parse} reads. */
  public String name() {
    return name;
  }

  /** Which matrix goes with the name. */
  public int matrixVersion() {
    return MATRIX_VERSION;
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

  /** The groups that repair one lost shard by themselves; a Reed-Solomon code has none. */
  public List<LocalGroup> localGroups() {
    return localGroups;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Code code && name.equals(code.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** Its name and matrix version: {@code rs-6-3/1}. */
  @Override
  public String toString() {
    return name + "/" + MATRIX_VERSION;
  }
}
