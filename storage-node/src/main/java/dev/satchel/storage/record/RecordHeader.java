package dev.satchel.storage.record;

/**
 * What a record says of itself.
 *
 * @param encryptionKeyId the key that the payload is encrypted with; 0 is none
 * @param bucketId the bucket that it belongs to
 * @param bucketOffset where in the bucket its header begins
 * @param storedLengthBytes the length of the payload
 * @param plainLengthBytes the length of the block
 */
public record RecordHeader(
    BlockName block,
    Codec codec,
    int encryptionKeyId,
    long bucketId,
    long bucketOffset,
    int storedLengthBytes,
    int plainLengthBytes) {

  public RecordHeader {
    if (storedLengthBytes < 1 || storedLengthBytes > RecordFormat.MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException("stored length " + storedLengthBytes);
    }
    if (plainLengthBytes < 1 || plainLengthBytes > RecordFormat.MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException("plain length " + plainLengthBytes);
    }
    if (bucketOffset < 0 || bucketOffset % RecordFormat.ALIGNMENT_BYTES != 0) {
      throw new IllegalArgumentException("bucket offset " + bucketOffset);
    }
  }
}
