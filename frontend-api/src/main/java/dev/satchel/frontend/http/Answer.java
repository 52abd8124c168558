package dev.satchel.frontend.http;

/** Where the one answer to a request goes. Any thread may call. */
public interface Answer {

  /**
   * Sends the answer; only the first call counts. Takes over the response's body, whatever happens.
   * A streamed body is produced on the calling thread before this returns.
   */
  void send(Response response);

  /**
   * Has {@code action} run when the connection ends before the answer was sent; at once if it
   * already has. The action must not block.
   */
  void onGone(Runnable action);
}
