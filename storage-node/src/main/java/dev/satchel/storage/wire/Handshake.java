package dev.satchel.storage.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.satchel.storage.format.Magic;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The mutual proof that both sides know the cluster key, before anything else is said: the node
 * sends a nonce, the caller answers with one of its own and a proof, the node with its id and a
 * proof. Each proof is an HMAC-SHA-256 over a label of its side, both nonces, and on an encrypted
 * connection the SHA-256 of the node's certificate, so that none can be replayed, sent back or
 * passed on.
 *
 * <pre>
 *  hello   (node):    "SXHI" version(2) 0(2) nonce(32)
 *  proof   (caller):  "SXPR" version(2) 0(2) nonce(32) hmac(32)
 *  welcome (node):    "SXOK" version(2) 0(2) node id(16) hmac(32)      or all zeros but "SXNO"
 * </pre>
 */
public final class Handshake {

  /** Shorter keys are refused. */
  public static final int SHORTEST_KEY_BYTES = 16;

  public static final int VERSION = 1;
  static final int NONCE_BYTES = 32;
  static final int PROOF_BYTES = 32;

  static final int HELLO_MAGIC = Magic.of("SXHI");
  static final int PROOF_MAGIC = Magic.of("SXPR");
  static final int WELCOME_MAGIC = Magic.of("SXOK");
  static final int REFUSAL_MAGIC = Magic.of("SXNO");

  static final int PREFIX_BYTES = 8;
  static final int HELLO_BYTES = PREFIX_BYTES + NONCE_BYTES;
  static final int ANSWER_BYTES = PREFIX_BYTES + NONCE_BYTES + PROOF_BYTES;
  static final int WELCOME_BYTES = PREFIX_BYTES + 2 * Long.BYTES + PROOF_BYTES;

  private static final byte[] CALLER_LABEL = "satchel node caller 1".getBytes(US_ASCII);
  private static final byte[] NODE_LABEL = "satchel node server 1".getBytes(US_ASCII);
  private static final SecureRandom RANDOM = new SecureRandom();

  private Handshake() {}

  static byte[] newNonce() {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    return nonce;
  }

  /**
   * What the caller proves itself with.
   *
   * @param binding of the connection; empty on a plain one
   */
  static byte[] callerProof(byte[] key, byte[] nodeNonce, byte[] callerNonce, byte[] binding) {
    return hmac(key, CALLER_LABEL, nodeNonce, callerNonce, binding);
  }

  /** What the node proves itself and its id with. */
  static byte[] nodeProof(
      byte[] key, byte[] nodeNonce, byte[] callerNonce, UUID nodeId, byte[] binding) {
    byte[] id =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(nodeId.getMostSignificantBits())
            .putLong(nodeId.getLeastSignificantBits())
            .array();
    return hmac(key, NODE_LABEL, callerNonce, nodeNonce, id, binding);
  }

  /** Takes the same time wherever they differ. */
  static boolean matches(byte[] expected, byte[] given) {
    return MessageDigest.isEqual(expected, given);
  }

  private static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java has HmacSHA256", missing);
    }
  }
}
