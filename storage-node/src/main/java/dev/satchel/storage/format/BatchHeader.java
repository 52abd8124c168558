package dev.satchel.storage.format;

/** What a batch says of itself. */
public record BatchHeader(long bucketId, long offset, int payloadLengthBytes, int payloadCrc) {

  /** The offset behind the batch and its padding. */
  public long endOffset() {
    return offset + BatchFormat.paddedLength(payloadLengthBytes);
  }
}
