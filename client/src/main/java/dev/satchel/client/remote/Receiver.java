package dev.satchel.client.remote;

import java.net.http.HttpResponse.BodyHandler;

/** Takes in the body of one attempt's answer. */
interface Receiver extends BodyHandler<byte[]> {

  /** Nothing that still arrives may touch the caller's memory after this returns. */
  default void abandon() {}
}
