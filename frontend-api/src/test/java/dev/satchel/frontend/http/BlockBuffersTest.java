package dev.satchel.frontend.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;

final class BlockBuffersTest {

  @Test
  void bufferThatCameBackIsGivenOutAgainEmpty() {
    try (BlockBuffers buffers = new BlockBuffers()) {
      ByteBuf first = buffers.take(5_000);
      first.writeInt(7);
      buffers.giveBack(first);
      ByteBuf second = buffers.take(8_192);
      assertThat(second).isSameAs(first);
      assertThat(second.readableBytes()).isZero();
      buffers.giveBack(second);
    }
  }

  @Test
  void bufferThatSomebodyElseStillReadsIsNotGivenOut() {
    try (BlockBuffers buffers = new BlockBuffers()) {
      ByteBuf shared = buffers.take(4_096).retain();
      buffers.giveBack(shared);
      assertThat(shared.refCnt()).isOne();
      ByteBuf other = buffers.take(4_096);
      assertThat(other).isNotSameAs(shared);
      buffers.giveBack(other);
      shared.release();
    }
  }

  @Test
  void closingReleasesWhatIsKeptAndWhatComesBackLater() {
    BlockBuffers buffers = new BlockBuffers();
    ByteBuf early = buffers.take(4_096);
    ByteBuf late = buffers.take(4_096);
    buffers.giveBack(early);
    buffers.close();
    assertThat(early.refCnt()).isZero();
    buffers.giveBack(late);
    assertThat(late.refCnt()).isZero();
  }
}
