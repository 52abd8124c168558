package dev.satchel.storage.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Each side of the handshake by itself, against one that knows all but the key. */
class HandshakeTest {

  private static final byte[] KEY = "the key of a test cluster".getBytes(US_ASCII);
  private static final byte[] OTHER_KEY = "the key of another cluster".getBytes(US_ASCII);
  private static final byte[] PLAIN = {};
  private static final byte[] NONCE = new byte[Handshake.NONCE_BYTES];
  private static final UUID ID = new UUID(1, 2);

  /** A magic and a version that belong to neither message. */
  private static final int[][] OTHER_PREFIXES = {
    {Handshake.WELCOME_MAGIC, Handshake.VERSION},
    {Handshake.PROOF_MAGIC, Handshake.VERSION + 1},
    {Handshake.HELLO_MAGIC, Handshake.VERSION + 1}
  };

  private final StringBuilder spoke = new StringBuilder();

  private void onProved(ChannelPipeline pipeline) {
    spoke.append("proved");
  }

  @Test
  void nodeTakesTheProofOfTheKey() {
    EmbeddedChannel node = new EmbeddedChannel(new NodeHandshake(KEY, ID, this::onProved));
    node.writeInbound(callerProof(KEY, nonceOf(node)));

    ByteBuf welcome = node.readOutbound();
    assertThat(welcome.readIntLE()).isEqualTo(Handshake.WELCOME_MAGIC);
    assertThat(spoke).hasToString("proved");
    welcome.release();
    node.finishAndReleaseAll();
  }

  @Test
  void nodeRefusesTheProofOfAnotherKeyAndHearsNoSecondOne() {
    EmbeddedChannel node = new EmbeddedChannel(new NodeHandshake(KEY, ID, this::onProved));
    byte[] nonce = nonceOf(node);
    node.writeInbound(
        Unpooled.wrappedBuffer(callerProof(OTHER_KEY, nonce), callerProof(KEY, nonce)));

    ByteBuf refusal = node.readOutbound();
    assertThat(refusal.readableBytes()).isEqualTo(Handshake.WELCOME_BYTES);
    assertThat(refusal.readIntLE()).isEqualTo(Handshake.REFUSAL_MAGIC);
    refusal.skipBytes(Short.BYTES);
    assertThat(refusal).isEqualTo(Unpooled.wrappedBuffer(new byte[refusal.readableBytes()]));
    assertThat(node.outboundMessages()).isEmpty();
    assertThat(node.config().isAutoRead()).isFalse();
    assertThat(node.isOpen()).isFalse();
    assertThat(spoke).isEmpty();
    refusal.release();
  }

  @Test
  void nodeRefusesASoundProofInAnotherProtocolOrVersion() {
    for (int[] prefix : OTHER_PREFIXES) {
      EmbeddedChannel node = new EmbeddedChannel(new NodeHandshake(KEY, ID, this::onProved));
      node.writeInbound(withPrefix(callerProof(KEY, nonceOf(node)), prefix[0], prefix[1]));

      ByteBuf refusal = node.readOutbound();
      assertThat(refusal.readIntLE()).isEqualTo(Handshake.REFUSAL_MAGIC);
      assertThat(node.isOpen()).isFalse();
      refusal.release();
    }
    assertThat(spoke).isEmpty();
  }

  @Test
  void callerProvesNothingInAnotherProtocolOrVersion() {
    for (int[] prefix : OTHER_PREFIXES) {
      CallerHandshake handshake = new CallerHandshake(KEY, this::onProved);
      EmbeddedChannel caller = new EmbeddedChannel(handshake);
      caller.writeInbound(withPrefix(hello(), prefix[0], prefix[1]));

      assertThat(refusal(handshake).error()).isEqualTo(NodeError.BAD_REQUEST);
      assertThat(caller.outboundMessages()).isEmpty();
      assertThat(caller.isOpen()).isFalse();
    }
  }

  @Test
  void noNonceIsSaidTwice() {
    Set<ByteBuf> said = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      EmbeddedChannel node = new EmbeddedChannel(new NodeHandshake(KEY, ID, this::onProved));
      said.add(Unpooled.wrappedBuffer(nonceOf(node)));
      EmbeddedChannel caller = new EmbeddedChannel(new CallerHandshake(KEY, this::onProved));
      caller.writeInbound(hello());
      said.add(Unpooled.wrappedBuffer(callerNonceOf(caller)));
      node.finishAndReleaseAll();
      caller.finishAndReleaseAll();
    }
    assertThat(said).hasSize(20);
  }

  @Test
  void whatBreaksDuringTheHandshakeEndsIt() {
    CallerHandshake handshake = new CallerHandshake(KEY, this::onProved);
    EmbeddedChannel caller = new EmbeddedChannel(handshake);
    EmbeddedChannel node = new EmbeddedChannel(new NodeHandshake(KEY, ID, this::onProved));
    for (EmbeddedChannel each : List.of(caller, node)) {
      each.pipeline().fireExceptionCaught(new IOException("of this test"));
      assertThat(each.isOpen()).isFalse();
      each.finishAndReleaseAll();
    }
    assertThat(refusal(handshake)).hasMessageContaining("handshake failed: of this test");
  }

  @Test
  void callerWhoProvesNothingIsGivenUpAfterFiveSeconds() {
    EmbeddedChannel silent = new EmbeddedChannel(new NodeHandshake(KEY, ID, this::onProved));
    EmbeddedChannel proved = new EmbeddedChannel(new NodeHandshake(KEY, ID, this::onProved));
    proved.writeInbound(callerProof(KEY, nonceOf(proved)));
    for (EmbeddedChannel node : List.of(silent, proved)) {
      node.freezeTime();
      node.advanceTimeBy(4, TimeUnit.SECONDS);
      node.runScheduledPendingTasks();
      assertThat(node.isOpen()).isTrue();
      node.advanceTimeBy(2, TimeUnit.SECONDS);
      node.runScheduledPendingTasks();
    }

    assertThat(silent.isOpen()).isFalse();
    assertThat(proved.isOpen()).isTrue();
    silent.finishAndReleaseAll();
    proved.finishAndReleaseAll();
  }

  @Test
  void callerTakesTheProofOfTheKey() {
    CallerHandshake handshake = new CallerHandshake(KEY, this::onProved);
    EmbeddedChannel caller = new EmbeddedChannel(handshake);
    caller.writeInbound(hello());
    caller.writeInbound(welcome(KEY, callerNonceOf(caller), ID));

    assertThat(handshake.proved().join()).isEqualTo(ID);
    assertThat(spoke).hasToString("proved");
    caller.finishAndReleaseAll();
  }

  @Test
  void callerRefusesANodeThatTookItsProofAndHasNone() {
    assertIsRefused(OTHER_KEY, ID);
  }

  @Test
  void callerRefusesAProofThatIsForAnotherNode() {
    assertIsRefused(KEY, new UUID(1, 3));
  }

  private void assertIsRefused(byte[] key, UUID provedId) {
    CallerHandshake handshake = new CallerHandshake(KEY, this::onProved);
    EmbeddedChannel caller = new EmbeddedChannel(handshake);
    caller.writeInbound(hello());
    caller.writeInbound(welcome(key, callerNonceOf(caller), provedId));

    assertThat(refusal(handshake).error()).isEqualTo(NodeError.UNAUTHORIZED);
    assertThat(refusal(handshake)).hasMessageContaining("the node does not know");
    assertThat(caller.isOpen()).isFalse();
    assertThat(spoke).isEmpty();
  }

  @Test
  void callerKnowsARefusalFromAWrongProof() {
    CallerHandshake handshake = new CallerHandshake(KEY, this::onProved);
    EmbeddedChannel caller = new EmbeddedChannel(handshake);
    caller.writeInbound(hello());
    ByteBuf sound = welcome(KEY, callerNonceOf(caller), ID);
    caller.writeInbound(withPrefix(sound, Handshake.REFUSAL_MAGIC, Handshake.VERSION));

    assertThat(refusal(handshake).error()).isEqualTo(NodeError.UNAUTHORIZED);
    assertThat(refusal(handshake)).hasMessageContaining("the node did not accept");
    assertThat(spoke).isEmpty();
  }

  private static NodeException refusal(CallerHandshake handshake) {
    assertThat(handshake.proved()).isDone();
    CompletionException refused =
        catchThrowableOfType(CompletionException.class, () -> handshake.proved().join());
    return (NodeException) refused.getCause();
  }

  private static ByteBuf withPrefix(ByteBuf message, int magic, int version) {
    return message.setIntLE(0, magic).setShortLE(Integer.BYTES, version);
  }

  private static byte[] nonceOf(EmbeddedChannel node) {
    return nonce(node.readOutbound());
  }

  private static byte[] callerNonceOf(EmbeddedChannel caller) {
    return nonce(caller.readOutbound());
  }

  private static byte[] nonce(ByteBuf said) {
    byte[] nonce = new byte[Handshake.NONCE_BYTES];
    said.getBytes(Handshake.PREFIX_BYTES, nonce);
    said.release();
    return nonce;
  }

  private static ByteBuf hello() {
    return begin(Handshake.HELLO_MAGIC).writeBytes(NONCE);
  }

  private static ByteBuf callerProof(byte[] key, byte[] nodeNonce) {
    return begin(Handshake.PROOF_MAGIC)
        .writeBytes(NONCE)
        .writeBytes(Handshake.callerProof(key, nodeNonce, NONCE, PLAIN));
  }

  /** Says that it is {@link #ID}, and proves to be {@code provedId}. */
  private static ByteBuf welcome(byte[] key, byte[] callerNonce, UUID provedId) {
    return begin(Handshake.WELCOME_MAGIC)
        .writeLong(ID.getMostSignificantBits())
        .writeLong(ID.getLeastSignificantBits())
        .writeBytes(Handshake.nodeProof(key, NONCE, callerNonce, provedId, PLAIN));
  }

  private static ByteBuf begin(int magic) {
    return Unpooled.buffer().writeIntLE(magic).writeShortLE(Handshake.VERSION).writeShortLE(0);
  }
}
