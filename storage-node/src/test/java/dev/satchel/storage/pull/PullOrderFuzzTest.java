package dev.satchel.storage.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.PullOrder;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.pull.PullPlan.Piece;
import dev.satchel.storage.wire.PullReader;
import dev.satchel.storage.wire.PullWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;

/** Whatever the body of a pull says, it is an order that can be carried out, or refused. */
class PullOrderFuzzTest {

  /** Begins with the range's offset, and the end of what is there already. */
  @FuzzTest
  void orderMakesSenseOrIsRefused(byte[] input) {
    if (input.length < 2 * Long.BYTES) {
      return;
    }
    ByteBuf in = Unpooled.wrappedBuffer(input);
    long offset = in.readLongLE();
    long presentEnd = in.readLongLE() & Long.MAX_VALUE;
    byte[] body = ByteBufUtil.getBytes(in);
    PullOrder order;
    try {
      order = PullReader.read(offset, in);
    } catch (NodeException refused) {
      assertThat(refused.error()).isEqualTo(NodeError.BAD_REQUEST);
      return;
    }
    ByteBuf again = Unpooled.buffer();
    PullWriter.write(order, again);
    assertThat(ByteBufUtil.getBytes(again)).isEqualTo(body);
    checkPieces(order, PullPlan.pieces(order, presentEnd), presentEnd);
    checkSeals(order);
  }

  /** Together they are exactly what is missing. */
  private static void checkPieces(PullOrder order, List<Piece> pieces, long presentEnd) {
    long at = Math.max(order.offset(), Math.min(presentEnd, order.endOffset()));
    for (Piece piece : pieces) {
      assertThat(piece.offset() % PullOrder.PAGE_BYTES).isZero();
      assertThat(piece.lengthBytes()).isBetween(1, PullOrder.PAGE_BYTES);
      assertThat(piece.presentBytes()).isBetween(0, piece.lengthBytes() - 1);
      assertThat(piece.writeOffset()).isEqualTo(at);
      at = piece.offset() + piece.lengthBytes();
    }
    assertThat(at).isEqualTo(order.endOffset());
  }

  private static void checkSeals(PullOrder order) {
    assertThat(PullPlan.isSealedSo(order, new SealedExtent(0, new int[0]))).isFalse();
    if (order.offset() == 0) {
      SealedExtent same = new SealedExtent(order.lengthBytes(), order.pageChecksums());
      assertThat(PullPlan.isSealedSo(order, same)).isTrue();
      SealedExtent shorter = new SealedExtent(order.lengthBytes() - 1, order.pageChecksums());
      assertThat(PullPlan.isSealedSo(order, shorter)).isFalse();
    }
  }
}
