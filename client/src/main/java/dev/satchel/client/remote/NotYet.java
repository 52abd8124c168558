package dev.satchel.client.remote;

import java.util.concurrent.Flow;

/** The subscription before there is one. */
enum NotYet implements Flow.Subscription {
  INSTANCE;

  @Override
  public void request(long count) {}

  @Override
  public void cancel() {}
}
