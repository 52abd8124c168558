package dev.satchel.volume.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.NodeError;
import org.junit.jupiter.api.Test;

class ToldTroublesTest {

  private final ToldTroubles told = new ToldTroubles();

  @Test
  void sameTroubleOfAnExtentIsToldOnceUntilItIsOverOrAnother() {
    assertThat(told.isNews(1, NodeError.UNREACHABLE)).isTrue();
    assertThat(told.isNews(1, NodeError.UNREACHABLE)).isFalse();
    assertThat(told.isNews(2, NodeError.UNREACHABLE)).isTrue();
    assertThat(told.isNews(1, NodeError.IO_ERROR)).isTrue();
    assertThat(told.isNews(1, NodeError.UNREACHABLE)).isTrue();
    assertThat(told.isNews(2, NodeError.UNREACHABLE)).isFalse();

    told.over(1);
    assertThat(told.isNews(1, NodeError.UNREACHABLE)).isTrue();
    assertThat(told.isNews(2, NodeError.UNREACHABLE)).isFalse();
  }

  @Test
  void oldestIsForgottenBeyondTheBound() {
    for (long id = 0; id <= ToldTroubles.MOST; id++) {
      assertThat(told.isNews(id, NodeError.BUSY)).isTrue();
    }
    assertThat(told.isNews(1, NodeError.BUSY)).isFalse();
    assertThat(told.isNews(0, NodeError.BUSY)).isTrue();
    assertThat(told.isNews(1, NodeError.BUSY)).isTrue();
  }
}
