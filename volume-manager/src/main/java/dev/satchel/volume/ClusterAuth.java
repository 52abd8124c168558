package dev.satchel.volume;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs and verifies HTTP requests between members of a cell with the cluster key.
 *
 * <p>The header's value is {@code v1 MILLIS HEX}: HMAC-SHA256 over the method, the path, the time
 * and the body's SHA-256, one a line. A request is good for {@link #WINDOW} either side of its
 * time. Thread-safe.
 */
public final class ClusterAuth {

  /** The header that carries the signature. */
  public static final String HEADER = "X-Satchel-Cluster-Auth";

  /** How far the two clocks, and a request on its way, may be apart. */
  static final Duration WINDOW = Duration.ofMinutes(5);

  private static final String SCHEME = "v1";

  private final SecretKeySpec key;
  private final Clock clock;

  public ClusterAuth(byte[] clusterKey) {
    this(clusterKey, Clock.systemUTC());
  }

  ClusterAuth(byte[] clusterKey, Clock clock) {
    this.key = new SecretKeySpec(clusterKey, "HmacSHA256");
    this.clock = clock;
  }

  /** The header's value for a request made now. */
  public String sign(String method, String path, byte[] body) {
    long millis = clock.millis();
    return SCHEME + " " + millis + " " + HexFormat.of().formatHex(mac(method, path, millis, body));
  }

  /** Whether the header's value was made with the same key for this very request, lately. */
  public boolean verify(@Nullable String header, String method, String path, byte[] body) {
    String[] parts = header == null ? new String[0] : header.split(" ", -1);
    if (parts.length != 3 || !parts[0].equals(SCHEME)) {
      return false;
    }
    try {
      long millis = Long.parseLong(parts[1]);
      byte[] claimed = HexFormat.of().parseHex(parts[2]);
      return Math.abs(clock.millis() - millis) <= WINDOW.toMillis()
          && MessageDigest.isEqual(claimed, mac(method, path, millis, body));
    } catch (IllegalArgumentException e) {
      return false; // not a number, or not hex: as wrong as a wrong signature
    }
  }

  private byte[] mac(String method, String path, long millis, byte[] body) {
    try {
      byte[] bodyHash = MessageDigest.getInstance("SHA-256").digest(body);
      String text =
          method + "\n" + path + "\n" + millis + "\n" + HexFormat.of().formatHex(bodyHash);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256 and HMAC-SHA256", e);
    }
  }
}
