package dev.satchel.storage.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;

/** A caller without manners: a plain socket that sends what it is told to. */
public final class RawCaller implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket = new Socket();

  public RawCaller(InetSocketAddress address) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(address, PATIENCE_MILLIS);
  }

  /** Goes through the handshake as a good caller does. */
  public RawCaller proved(byte[] key) throws IOException {
    byte[] hello = receive(Handshake.HELLO_BYTES);
    byte[] nodeNonce = Arrays.copyOfRange(hello, Handshake.PREFIX_BYTES, hello.length);
    byte[] nonce = Handshake.newNonce();
    ByteBuf answer = Unpooled.buffer();
    answer.writeIntLE(Handshake.PROOF_MAGIC).writeShortLE(Handshake.VERSION).writeShortLE(0);
    answer.writeBytes(nonce).writeBytes(Handshake.callerProof(key, nodeNonce, nonce, new byte[0]));
    send(ByteBufUtil.getBytes(answer));
    byte[] welcome = receive(Handshake.WELCOME_BYTES);
    assertThat(Unpooled.wrappedBuffer(welcome).readIntLE()).isEqualTo(Handshake.WELCOME_MAGIC);
    return this;
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** A request's header, whatever it says, with a sound checksum. */
  public void send(RequestHeader header) throws IOException {
    ByteBuf frame = Unpooled.buffer();
    RequestWriter.write(header, frame);
    send(ByteBufUtil.getBytes(frame));
  }

  public byte[] receive(int count) throws IOException {
    byte[] bytes = socket.getInputStream().readNBytes(count);
    assertThat(bytes).hasSize(count);
    return bytes;
  }

  /** Waits until the node has ended the connection; what it still sends is dropped. */
  public void awaitClosed() throws IOException {
    try {
      socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    } catch (SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  /** Whether the node speaks to it at all; takes the first byte of what it says. */
  public boolean isSpokenTo() throws IOException {
    return socket.getInputStream().read() >= 0;
  }

  /** Everything that the node says until it ends the connection, one character a byte. */
  public String receiveAll() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
