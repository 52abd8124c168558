package dev.satchel.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BlockHashTest {

  /** SHA-256 of the empty string and of {@code abc}, and the two ends of the order. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "8000000000000000800000000000000080000000000000008000000000000000"
      })
  void textAndBytesNameTheSameHash(String text) {
    BlockHash hash = BlockHash.parse(text);
    assertThat(hash).hasToString(text);
    assertThat(hash.toBytes()).isEqualTo(HexFormat.of().parseHex(text));
    assertThat(BlockHash.fromBytes(hash.toBytes()))
        .isEqualTo(hash)
        .hasSameHashCodeAs(hash)
        .isEqualByComparingTo(hash);
  }

  @Test
  void bytesAreTakenFromTheOffsetAndCopiedToIt() {
    byte[] bytes = new byte[40];
    new Random(1).nextBytes(bytes);
    BlockHash hash = BlockHash.fromBytes(bytes, 5);
    assertThat(hash.toBytes()).isEqualTo(Arrays.copyOfRange(bytes, 5, 37));

    byte[] target = new byte[40];
    hash.copyTo(target, 3);
    assertThat(Arrays.copyOfRange(target, 3, 35)).isEqualTo(hash.toBytes());
    assertThat(target[2] | target[35]).as("its neighbours").isZero();
  }

  static Stream<String> wrongTexts() {
    String good = "0123456789abcdef".repeat(4);
    return Stream.of(
        "",
        good.substring(1),
        good + "0",
        good.toUpperCase(Locale.ROOT),
        good.replace('f', 'g'),
        good.replace('0', ' '),
        good.replace('0', '/'),
        good.replace('9', ':'),
        good.replace('a', '`'),
        "+" + good.substring(1),
        "-" + good.substring(1),
        "0x" + good.substring(2),
        // Digits to Character.digit, but not to us.
        good.replace('1', '\u0661'),
        good.replace('a', '\uff41'));
  }

  @ParameterizedTest
  @MethodSource("wrongTexts")
  void onlySixtyFourLowerCaseHexDigitsAreAHash(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BlockHash.parse(text))
        .withMessage("a block hash is 64 lower-case hex digits");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33, 64})
  void onlyThirtyTwoBytesAreAHash(int lengthBytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BlockHash.fromBytes(new byte[lengthBytes]))
        .withMessage("a block hash is 32 bytes, not " + lengthBytes);
  }

  @Test
  void orderIsThatOfUnsignedBytes() {
    Random random = new Random(42);
    BlockHash[] hashes =
        IntStream.range(0, 500).mapToObj(i -> randomHash(random)).toArray(BlockHash[]::new);
    BlockHash[] byBytes = hashes.clone();
    Arrays.sort(byBytes, (a, b) -> Arrays.compareUnsigned(a.toBytes(), b.toBytes()));
    Arrays.sort(hashes);
    assertThat(hashes).containsExactly(byBytes);
  }

  /** Every single word decides, and its top bit counts as a big value and not as a sign. */
  @ParameterizedTest
  @ValueSource(ints = {0, 8, 16, 24, 31})
  void firstDifferentByteDecides(int position) {
    byte[] low = new byte[BlockHash.LENGTH_BYTES];
    byte[] high = new byte[BlockHash.LENGTH_BYTES];
    low[position] = 0x7f;
    high[position] = (byte) 0x80;
    Arrays.fill(low, position + 1, low.length, (byte) 0xff);
    assertThat(BlockHash.fromBytes(low)).isLessThan(BlockHash.fromBytes(high));
    assertThat(BlockHash.fromBytes(high)).isGreaterThan(BlockHash.fromBytes(low));
  }

  /** Few distinct bytes, so that the order is often decided late. */
  private static BlockHash randomHash(Random random) {
    byte[] bytes = new byte[BlockHash.LENGTH_BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = random.nextInt(8) == 0 ? (byte) random.nextInt(256) : 0;
    }
    return BlockHash.fromBytes(bytes);
  }
}
