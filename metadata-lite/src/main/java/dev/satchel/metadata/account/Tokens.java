package dev.satchel.metadata.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Random names that nobody can guess. Only the SHA-256 of a token is ever stored. Thread-safe. */
public final class Tokens {

  private static final int TOKEN_BYTES = 32;
  private static final int TOKEN_CHARACTERS = 43;
  private static final int DEVICE_ID_BYTES = 8;

  private final SecureRandom random = new SecureRandom();

  /** A new token: 256 random bits in base64url. */
  public String newToken() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(TOKEN_BYTES));
  }

  /** A new device's id. */
  public String newDeviceId() {
    return HexFormat.of().formatHex(randomBytes(DEVICE_ID_BYTES));
  }

  /** Whether it could be a token at all. */
  public static boolean isWellFormed(String token) {
    return token.length() == TOKEN_CHARACTERS;
  }

  /** The stored form. The token has all the entropy a hash could wish for: no salt, no cost. */
  public static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
