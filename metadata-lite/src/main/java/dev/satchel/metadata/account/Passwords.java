package dev.satchel.metadata.account;

import dev.satchel.metadata.account.PasswordHash.Cost;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes passwords with argon2id and checks them. Each hash takes 19 MiB for its moment, so only a
 * few run at a time and the others wait. Thread-safe.
 */
public final class Passwords {

  /** OWASP's first choice for argon2id. */
  private static final Cost COST = new Cost(19_456, 2, 1);

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int MOST_AT_A_TIME = 4;

  private final SecureRandom random = new SecureRandom();
  private final Semaphore running = new Semaphore(MOST_AT_A_TIME);

  /** Nobody's password: what a check of an unknown address is made against. */
  private final PasswordHash nobodys =
      new PasswordHash(COST, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));

  /** The form in which a password may be stored. */
  public String hash(char[] password) {
    byte[] salt = randomBytes(SALT_BYTES);
    return new PasswordHash(COST, salt, compute(password, salt, COST, HASH_BYTES)).toString();
  }

  /** Whether this is the password; takes the same time whatever the answer. */
  public boolean matches(char[] password, String stored) {
    PasswordHash expected =
        PasswordHash.parse(stored)
            .orElseThrow(() -> new IllegalStateException("a stored password hash is damaged"));
    return matches(password, expected);
  }

  /** Takes as long as {@link #matches}, for nobody's password. */
  public void matchNobody(char[] password) {
    matches(password, nobodys);
  }

  private boolean matches(char[] password, PasswordHash expected) {
    byte[] actual = compute(password, expected.salt(), expected.cost(), expected.hash().length);
    return MessageDigest.isEqual(actual, expected.hash());
  }

  private byte[] compute(char[] password, byte[] salt, Cost cost, int lengthBytes) {
    Argon2Parameters parameters =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt)
            .build();
    byte[] secret = utf8(password);
    byte[] hash = new byte[lengthBytes];
    running.acquireUninterruptibly();
    try {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(parameters);
      generator.generateBytes(secret, hash);
    } finally {
      running.release();
      Arrays.fill(secret, (byte) 0);
    }
    return hash;
  }

  private static byte[] utf8(char[] password) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    Arrays.fill(encoded.array(), (byte) 0);
    return bytes;
  }

  private byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
