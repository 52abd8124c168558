package dev.satchel.client.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** More is deleted than goes without a word. */
final class HeldDeleteScenariosTest extends TwoDevices {

  @Test
  void massDeleteWaitsForAWord() throws IOException {
    for (int i = 0; i < 150; i++) {
      a.write("d/f" + i, "text " + i);
    }
    settle();
    a.delete("d");
    assertThat(a.sync().status().state()).isEqualTo(EngineState.NEEDS_ATTENTION);
    assertThat(server.tree()).hasSize(151);
    a.restart();
    assertThat(a.sync().status().state()).isEqualTo(EngineState.NEEDS_ATTENTION);
    a.engine().restoreDeleted();
    a.sync();
    assertThat(a.tree()).hasSize(151);
    a.delete("d");
    a.engine().allowDeletes();
    a.sync();
    assertThat(server.tree()).isEmpty();
  }

  @Test
  void heldDeletesStayHeldWithoutTheLimitUntilTheyAreAnswered() throws IOException {
    holdThreeDeletes();
    for (int pass = 0; pass < 2; pass++) {
      assertThat(a.sync().status().state()).isEqualTo(EngineState.NEEDS_ATTENTION);
      a.restart(EngineOptions.defaults());
    }
    assertThat(server.tree()).hasSize(5);
    a.engine().allowDeletes();
    assertThat(a.sync().status().state()).isEqualTo(EngineState.IN_SYNC);
    assertThat(server.tree()).hasSize(2);
    a.delete("f3");
    a.sync();
    assertThat(server.tree()).hasSize(1);
  }

  @Test
  void aHoldSurvivesAPassThatFails() throws IOException {
    holdThreeDeletes(() -> {
      a.write("new", "text");
      server.loseAnswerAfter(0);
      assertThatThrownBy(a::sync).hasMessageContaining("lost");
    });
    a.restart(EngineOptions.defaults());
    assertThat(a.sync().status().state()).isEqualTo(EngineState.NEEDS_ATTENTION);
    assertThat(server.tree()).hasSize(6);
    a.engine().allowDeletes();
    settle();
    assertThat(server.tree()).hasSize(3);
  }

  @Test
  void aHoldEndsWhenTheFilesAreBack() throws IOException {
    holdThreeDeletes();
    a.restart(EngineOptions.defaults());
    for (int i = 0; i < 3; i++) {
      a.write("f" + i, "text " + i);
    }
    assertThat(a.sync().status().state()).isEqualTo(EngineState.IN_SYNC);
    a.delete("f0");
    assertThat(a.sync().status().state()).isEqualTo(EngineState.IN_SYNC);
    assertThat(server.tree()).hasSize(4);
  }

  private void holdThreeDeletes() throws IOException {
    holdThreeDeletes(
        () -> assertThat(a.sync().status().state()).isEqualTo(EngineState.NEEDS_ATTENTION));
  }

  /** Of five files three are deleted, where two may be. */
  private void holdThreeDeletes(Pass pass) throws IOException {
    for (int i = 0; i < 5; i++) {
      a.write("f" + i, "text " + i);
    }
    settle();
    a.restart(EngineOptions.defaults().withMaxDelete(2));
    for (int i = 0; i < 3; i++) {
      a.delete("f" + i);
    }
    pass.run();
  }

  /** What a device does. */
  private interface Pass {
    void run() throws IOException;
  }
}
