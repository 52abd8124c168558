package dev.satchel.storage.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.storage.DamagedPage;
import dev.satchel.storage.DiskInfo;
import dev.satchel.storage.DiskState;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.IoMode;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.NodeStats;
import dev.satchel.storage.PullOrder;
import dev.satchel.storage.PullSource;
import dev.satchel.storage.QuarantineOrder;
import dev.satchel.storage.ScrubReport;
import dev.satchel.storage.ScrubStatus;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.format.WorkedExample;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The examples of docs/format/wire.md are what the code reads and writes, to the byte. */
class WireExamplesTest {

  private static final byte[] PLAIN = {};
  private static final byte[] PAYLOAD = "hello, batch".getBytes(US_ASCII);

  @Test
  void request() throws IOException {
    int crc = Crc32c.of(Unpooled.wrappedBuffer(PAYLOAD), 0, PAYLOAD.length);
    Command append = Command.append(new ExtentId(42), 8192, 9);
    RequestHeader header = new RequestHeader(17, append, 2500, PAYLOAD.length, crc);
    ByteBuf written = Unpooled.buffer();
    RequestWriter.write(header, written);
    written.writeBytes(PAYLOAD);
    ByteBuf documented = example("append request", 76);

    assertThat(documented).isEqualTo(written);
    assertThat(RequestReader.read(documented)).isEqualTo(header);
    assertThat(documented.readableBytes()).isEqualTo(PAYLOAD.length);
  }

  @Test
  void response() throws IOException {
    String sentence = "append at 8192 of extent 42, end 4096";
    ByteBuf body = Unpooled.copiedBuffer(sentence, US_ASCII);
    int length = body.readableBytes();
    ResponseHeader header =
        new ResponseHeader(
            17, NodeError.OFFSET_MISMATCH, 4096, length, Crc32c.of(body, 0, length), false);
    ByteBuf written = Unpooled.buffer();
    ResponseWriter.write(header, written);
    written.writeBytes(body);
    ByteBuf documented = example("refusal", 40 + length);

    assertThat(documented).isEqualTo(written);
    assertThat(ResponseReader.read(documented)).isEqualTo(header);
  }

  @Test
  void piece() throws IOException {
    ByteBuf body = Unpooled.copiedBuffer("piece", US_ASCII);
    ResponseHeader header = new ResponseHeader(18, null, 4096, 5, Crc32c.of(body, 0, 5), true);
    ByteBuf written = Unpooled.buffer();
    ResponseWriter.write(header, written);
    written.writeBytes(body);
    ByteBuf documented = example("second piece of three, 5 bytes that follow 4096", 45);

    assertThat(documented).isEqualTo(written);
    assertThat(ResponseReader.read(documented)).isEqualTo(header);
  }

  @Test
  void whatIsNoPieceIsNotFollowedByMore() {
    for (ResponseHeader bad :
        List.of(
            new ResponseHeader(1, NodeError.IO_ERROR, 0, 5, 0, true),
            new ResponseHeader(1, null, 0, 0, 0, true))) {
      ByteBuf response = Unpooled.buffer();
      ResponseWriter.write(bad, response);
      assertThatThrownBy(() -> ResponseReader.read(response)).isInstanceOf(WireException.class);
    }
  }

  @Test
  void proofs() {
    byte[] key = "the key of a test cluster".getBytes(US_ASCII);
    byte[] nodeNonce = new byte[32];
    byte[] callerNonce = new byte[32];
    java.util.Arrays.fill(nodeNonce, (byte) 1);
    java.util.Arrays.fill(callerNonce, (byte) 2);
    UUID nodeId = UUID.fromString("f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
    HexFormat hex = HexFormat.of();

    assertThat(hex.formatHex(Handshake.callerProof(key, nodeNonce, callerNonce, PLAIN)))
        .isEqualTo("35aa9b371c82c1a08e23140238feba0df15c949d3ba772b9467b1abca66078d4");
    assertThat(hex.formatHex(Handshake.nodeProof(key, nodeNonce, callerNonce, nodeId, PLAIN)))
        .isEqualTo("962533ef1b3d17fdb34b5fed9d9a74ca108c64e162d73e3978a2d38d2532a00f");

    byte[] certificate = new byte[32];
    assertThat(Handshake.callerProof(key, nodeNonce, callerNonce, certificate))
        .isNotEqualTo(Handshake.callerProof(key, nodeNonce, callerNonce, PLAIN));
    assertThat(Handshake.nodeProof(key, nodeNonce, callerNonce, nodeId, certificate))
        .isNotEqualTo(Handshake.nodeProof(key, nodeNonce, callerNonce, nodeId, PLAIN));
  }

  @Test
  void damagedOrForeignHeadersAreRefused() throws IOException {
    ByteBuf good = example("append request", 64);
    for (int bit = 0; bit < 8 * 64; bit++) {
      ByteBuf bad = good.copy();
      bad.setByte(bit / 8, bad.getByte(bit / 8) ^ 1 << bit % 8);
      assertThatThrownBy(() -> RequestReader.read(bad)).isInstanceOf(WireException.class);
    }
    ByteBuf response = example("refusal", 40);
    for (int bit = 0; bit < 8 * 40; bit++) {
      ByteBuf bad = response.copy();
      bad.setByte(bit / 8, bad.getByte(bit / 8) ^ 1 << bit % 8);
      assertThatThrownBy(() -> ResponseReader.read(bad)).isInstanceOf(WireException.class);
    }
  }

  @Test
  void headersOfAnotherVersionAreRefusedHoweverSoundTheirChecksum() throws IOException {
    for (int version : new int[] {0, 2}) {
      ByteBuf request = example("append request", 64);
      request.setShortLE(4, version).setIntLE(60, Crc32c.of(request, 0, 60));
      assertThatThrownBy(() -> RequestReader.read(request)).hasMessageContaining("version");
      ByteBuf response = example("refusal", 40);
      response.setShortLE(4, version).setIntLE(36, Crc32c.of(response, 0, 36));
      assertThatThrownBy(() -> ResponseReader.read(response)).hasMessageContaining("version");
    }
  }

  @Test
  void ordersThatSayMoreOrOtherThanTheyShouldAreRefused() {
    PullSource source = new PullSource("10.0.0.7:8423", new ExtentId(42));
    ByteBuf pull = Unpooled.buffer();
    PullWriter.write(new PullOrder(source, 0, 4096, new int[] {1}), pull);
    pull.writeByte(0);
    assertThatThrownBy(() -> PullReader.read(0, pull)).hasMessageContaining("1 bytes too many");

    ByteBuf quarantine = Unpooled.buffer();
    QuarantineBodyWriter.write(new QuarantineOrder("disk", true, "loud"), quarantine);
    assertThatThrownBy(() -> QuarantineBodyReader.read(2, quarantine.duplicate()))
        .hasMessageContaining("told 2");
    quarantine.writeByte(0);
    assertThatThrownBy(() -> QuarantineBodyReader.read(1, quarantine))
        .hasMessageContaining("1 bytes too many");
  }

  @Test
  void lengthsAreCheckedBeforeTheyAreTrusted() {
    Command append = Command.append(new ExtentId(1), 0, 1);
    Command ping = Command.of(Op.PING);
    for (RequestHeader bad :
        List.of(
            new RequestHeader(1, append, 100, RequestFormat.MAX_PAYLOAD_BYTES + 1, 0),
            new RequestHeader(1, append, 100, -1, 0),
            new RequestHeader(1, append, 100, 0, 0),
            new RequestHeader(1, ping, 100, 1, 0),
            new RequestHeader(1, ping, 0, 0, 0))) {
      ByteBuf frame = Unpooled.buffer();
      RequestWriter.write(bad, frame);
      assertThatThrownBy(() -> RequestReader.read(frame)).isInstanceOf(WireException.class);
    }
    ByteBuf response = Unpooled.buffer();
    ResponseWriter.write(
        new ResponseHeader(1, null, 0, ResponseFormat.MAX_BODY_BYTES + 1, 0, false), response);
    assertThatThrownBy(() -> ResponseReader.read(response)).isInstanceOf(WireException.class);
  }

  @Test
  void bodiesComeBackAsTheyWere() {
    ExtentInfo info =
        new ExtentInfo(
            new ExtentId(42), "disk", "/päth", 7, 1, ExtentState.FENCED, 100, 50, 1 << 20);
    DiskInfo disk =
        new DiskInfo(
            "disk", "/päth", IoMode.BUFFERED, 1000, 500, 3, DiskState.SUSPECT, "a sync failed");
    NodeStats stats =
        new NodeStats("node", List.of(disk), 5, new ScrubStatus(3, 1, 1 << 20, 99, true));
    SealedExtent sealed = new SealedExtent(2 << 20, new int[] {1, -2});
    ByteBuf body = Unpooled.buffer();

    ReplyBodyWriter.writeExtents(List.of(info, info), body);
    assertThat(ReplyBodyReader.readExtents(body)).containsExactly(info, info);
    ReplyBodyWriter.writeStats(stats, body);
    assertThat(ReplyBodyReader.readStats(body)).isEqualTo(stats);
    ReplyBodyWriter.writeSealed(sealed, body);
    assertThat(ReplyBodyReader.readSealed(body)).isEqualTo(sealed);
  }

  @Test
  void reportsOfAScrubComeBackAsTheyWere() {
    ScrubStatus status = new ScrubStatus(3, 2, 1 << 20, 99, true);
    ExtentId id = new ExtentId(42);
    ScrubReport report =
        new ScrubReport(
            List.of(
                new ScrubReport.OfDisk("disk", "/päth", status),
                new ScrubReport.OfDisk("other", "/other", ScrubStatus.NONE)),
            1 << 25,
            77,
            List.of(
                DamagedPage.wrong(id, "disk", 5, 1, -2),
                DamagedPage.of(id, "disk", DamagedPage.Kind.FOOTER, 0)));
    ByteBuf body = Unpooled.buffer();

    ScrubBodyWriter.writeReport(report, body);

    assertThat(ScrubBodyReader.readReport(body)).isEqualTo(report);
    assertThat(report.status()).isEqualTo(status);
  }

  @Test
  void pullComesBackAsItWas() throws Exception {
    PullSource source = new PullSource("10.0.0.7:8423", new ExtentId(42));
    PullOrder order = new PullOrder(source, 3 << 20, (1 << 20) + 4096, new int[] {1, -2});
    ByteBuf body = Unpooled.buffer();

    PullWriter.write(order, body);

    assertThat(PullReader.read(3 << 20, body)).isEqualTo(order);
  }

  @Test
  void longestPullFitsItsFrame() {
    long lengthBytes = (long) PullOrder.MOST_PAGES * PullOrder.PAGE_BYTES;
    PullSource source = new PullSource("h".repeat(255) + ":65535", new ExtentId(1));
    ByteBuf body = Unpooled.buffer();

    PullWriter.write(new PullOrder(source, 0, lengthBytes, new int[PullOrder.MOST_PAGES]), body);

    assertThat(body.readableBytes()).isLessThanOrEqualTo(PullFormat.MAX_BODY_BYTES);
  }

  @Test
  void quarantineComesBackAsItWas() throws Exception {
    for (boolean apart : new boolean[] {true, false}) {
      QuarantineOrder order = new QuarantineOrder("disk", apart, "es löst sich");
      ByteBuf body = Unpooled.buffer();
      QuarantineBodyWriter.write(order, body);
      int told = Command.quarantine(5, apart).argument();
      assertThat(QuarantineBodyReader.read(told, body)).isEqualTo(order);
    }
  }

  @Test
  void longestQuarantineFitsItsFrame() {
    String id = "d".repeat(QuarantineOrder.MOST_ID_BYTES);
    String reason = "r".repeat(QuarantineOrder.MOST_REASON_BYTES);
    ByteBuf body = Unpooled.buffer();

    QuarantineBodyWriter.write(new QuarantineOrder(id, true, reason), body);

    assertThat(body.readableBytes()).isEqualTo(Op.QUARANTINE.mostBodyBytes());
  }

  /** Whatever the bytes: an answer or the one exception, never an allocation by a claimed count. */
  @Test
  void randomBodiesEndInTheOneException() {
    Random random = new Random(1);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      parseOrRefuse(bytes);
    }
  }

  private static void parseOrRefuse(byte[] bytes) {
    for (int kind = 0; kind < 6; kind++) {
      ByteBuf body = Unpooled.wrappedBuffer(bytes);
      try {
        switch (kind) {
          case 0 -> ReplyBodyReader.readExtents(body);
          case 1 -> ReplyBodyReader.readStats(body);
          case 2 -> ScrubBodyReader.readReport(body);
          case 3 -> PullReader.read(0, body);
          case 4 -> QuarantineBodyReader.read(1, body);
          default -> ReplyBodyReader.readSealed(body);
        }
      } catch (IndexOutOfBoundsException | NodeException refused) {
        assertThat(refused).isNotNull();
      }
    }
  }

  private static ByteBuf example(String name, int length) throws IOException {
    ByteBuffer bytes = WorkedExample.read("wire.md", name, 128);
    return Unpooled.copiedBuffer(bytes.slice(0, length));
  }
}
