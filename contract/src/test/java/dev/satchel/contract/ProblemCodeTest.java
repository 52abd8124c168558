package dev.satchel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ProblemCodeTest {

  @ParameterizedTest
  @CsvSource({
    "CONFLICT, conflict, 409",
    "NEED_BLOCKS, need-blocks, 422",
    "HASH_MISMATCH, hash-mismatch, 422",
    "READ_ONLY, read-only, 403",
    "OVER_QUOTA, over-quota, 507",
    "UNKNOWN_BLOCK, unknown-block, 404"
  })
  void codesOfTheContractKeepTheirTextAndStatus(ProblemCode code, String text, int status) {
    assertThat(code.text()).isEqualTo(text);
    assertThat(code.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource
  void everyCodeIsAnErrorWithASentence(ProblemCode code) {
    assertThat(code.status()).isBetween(400, 599);
    assertThat(code.text()).matches("[a-z]+(-[a-z]+)*");
    assertThat(code.title()).matches("[A-Z][^.]+");
  }

  @Test
  void noTwoCodesShareATitle() {
    assertThat(Arrays.stream(ProblemCode.values()).map(ProblemCode::title)).doesNotHaveDuplicates();
  }
}
