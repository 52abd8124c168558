package dev.satchel.frontend.http;

/** The body of a response. */
public sealed interface ResponseBody {

  /** How many bytes the response announces. */
  long lengthBytes();

  /** No bytes, and the length that a GET would have announced. */
  record None(long lengthBytes) implements ResponseBody {}

  /** Bytes on the heap. */
  record Bytes(byte[] bytes) implements ResponseBody {
    @Override
    public long lengthBytes() {
      return bytes.length;
    }
  }

  /** Bytes off the heap, released when they were sent. */
  record Whole(Payload payload) implements ResponseBody {
    @Override
    public long lengthBytes() {
      return payload.lengthBytes();
    }
  }

  /** Bytes that are made while they are sent; exactly as many as announced. */
  record Streamed(long lengthBytes, Source source) implements ResponseBody {}

  /** Makes a body, part by part, on the handler's thread. */
  @FunctionalInterface
  interface Source {
    void writeTo(BodyWriter out) throws Exception;
  }
}
