package dev.satchel.frontend.http;

import java.util.ArrayList;
import java.util.List;

/** What a handler answers. */
public record Response(int status, List<Header> headers, ResponseBody body) {
  private static final Header JSON = new Header("content-type", "application/json");

  /** 200 with a JSON document. */
  public static Response json(byte[] document) {
    return new Response(200, List.of(JSON), new ResponseBody.Bytes(document));
  }

  /** 200 with text of the given type. */
  public static Response text(String contentType, byte[] text) {
    return new Response(
        200, List.of(new Header("content-type", contentType)), new ResponseBody.Bytes(text));
  }

  /** A status and nothing else. */
  public static Response empty(int status) {
    return new Response(status, List.of(), new ResponseBody.None(0));
  }

  /** A status and a body of plain bytes. */
  public static Response octets(int status, ResponseBody body) {
    return new Response(
        status, List.of(new Header("content-type", "application/octet-stream")), body);
  }

  /** This response with one more header field. */
  public Response with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Response(status, more, body);
  }

  /** Lets go of a body that will not be sent. */
  void discard() {
    if (body instanceof ResponseBody.Whole(Payload payload)) {
      payload.close();
    }
  }
}
