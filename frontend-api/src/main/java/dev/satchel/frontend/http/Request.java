package dev.satchel.frontend.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;

/** One request, as its handler sees it. */
public final class Request {
  private final String id;
  private final Router.Match.Found found;
  private final RequestTarget target;
  private final HttpHeaders headers;
  private final RequestBody body;

  Request(
      String id,
      Router.Match.Found found,
      RequestTarget target,
      HttpHeaders headers,
      RequestBody body) {
    this.id = id;
    this.found = found;
    this.target = target;
    this.headers = headers;
    this.body = body;
  }

  /** The name of this request in logs and answers. */
  public String id() {
    return id;
  }

  /** The path as it came, without the query. */
  public String path() {
    return target.path();
  }

  /** What a brace of the route's template matched. */
  public String variable(String name) {
    String value = found.variables().get(name);
    if (value == null) {
      throw new IllegalStateException(found.route().template() + " has no " + name);
    }
    return value;
  }

  /** The parameters after the question mark. */
  public Query query() {
    return target.query();
  }

  /** The first header field of that name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /**
   * The whole body on the heap; waits until it is there.
   *
   * @throws ProblemException when it is too large or too slow
   */
  public byte[] readBytes() {
    return body.readBytes(found.route().body().maxBytes());
  }

  /**
   * The whole body off the heap, with its SHA-256; waits until it is there. The caller closes it.
   *
   * @throws ProblemException when it is too large or too slow
   */
  public ReceivedBlock readBlock() {
    return body.readBlock(found.route().body().maxBytes());
  }
}
