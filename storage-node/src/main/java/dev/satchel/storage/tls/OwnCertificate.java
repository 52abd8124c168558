package dev.satchel.storage.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;

/**
 * A key pair that lives as long as this process, and the certificate that TLS wants for it: signed
 * by itself, valid for all time, its names empty of meaning.
 */
record OwnCertificate(PrivateKey key, X509Certificate certificate) {

  private static final byte[] SERIAL_NUMBER = Der.of(Der.INTEGER, new byte[] {1});

  /** SEQUENCE of 1.2.840.10045.4.3.2, ecdsa-with-SHA256. */
  private static final byte[] SIGNATURE_ALGORITHM =
      Der.of(Der.SEQUENCE, HexFormat.of().parseHex("06082a8648ce3d040302"));

  /** 2.5.4.3, a common name. */
  private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

  private static final byte[] NAME =
      Der.of(
          Der.SEQUENCE,
          Der.of(
              Der.SET,
              Der.of(
                  Der.SEQUENCE,
                  COMMON_NAME,
                  Der.of(Der.UTF8_STRING, "satchel node".getBytes(US_ASCII)))));

  private static final byte[] VALIDITY =
      Der.of(
          Der.SEQUENCE,
          Der.of(Der.UTC_TIME, "000101000000Z".getBytes(US_ASCII)),
          Der.of(Der.GENERALIZED_TIME, "99991231235959Z".getBytes(US_ASCII)));

  static OwnCertificate create() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return create(generator.generateKeyPair());
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java has P-256", missing);
    }
  }

  private static OwnCertificate create(KeyPair pair) throws GeneralSecurityException {
    byte[] body =
        Der.of(
            Der.SEQUENCE,
            SERIAL_NUMBER,
            SIGNATURE_ALGORITHM,
            NAME,
            VALIDITY,
            NAME,
            pair.getPublic().getEncoded());
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(pair.getPrivate());
    signature.update(body);
    byte[] noUnusedBits = {0};
    byte[] whole =
        Der.of(
            Der.SEQUENCE,
            body,
            SIGNATURE_ALGORITHM,
            Der.of(Der.BIT_STRING, noUnusedBits, signature.sign()));
    Certificate parsed =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(whole));
    return new OwnCertificate(pair.getPrivate(), (X509Certificate) parsed);
  }

  /** SHA-256 of the certificate: what the proofs of the handshake cover. */
  static byte[] fingerprint(Certificate certificate) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
  }
}
