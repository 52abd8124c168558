package dev.satchel.frontend.notify;

import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.http.Answer;
import dev.satchel.frontend.http.Request;
import dev.satchel.metadata.Caller;
import dev.satchel.metadata.Metadata;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code GET /notify/subscribe}: answers as soon as there is something after the cursor, or says
 * after {@code timeout} seconds that there is not.
 */
public final class SubscribeEndpoint implements Endpoint.Waiting {
  private static final int DEFAULT_SECONDS = 30;
  private static final int MAX_SECONDS = 600;

  private final Metadata metadata;
  private final NotifyHub hub;
  private final Consumer<Set<Long>> parked;

  /**
   * The endpoint.
   *
   * @param parked is told of the namespaces that somebody waits for from now on
   */
  public SubscribeEndpoint(Metadata metadata, NotifyHub hub, Consumer<Set<Long>> parked) {
    this.metadata = metadata;
    this.hub = hub;
    this.parked = parked;
  }

  /**
   * Has all waiting devices of the caller's user ask anew, so that one that was unlinked meanwhile
   * hears of it.
   */
  public void unlinked(Caller caller) {
    hub.changed(caller.rootNamespace());
  }

  @Override
  public void answer(Request request, Caller caller, Answer later) {
    String cursor = request.query().required("cursor");
    int seconds = request.query().number("timeout", 0, MAX_SECONDS, DEFAULT_SECONDS);
    boolean changes = metadata.deltas().hasChanges(caller, cursor);
    if (changes || seconds == 0) {
      NotifyHub.answer(later, changes);
      return;
    }
    Set<Long> namespaces = metadata.namespacesOf(caller);
    Subscription subscription = hub.park(namespaces, Duration.ofSeconds(seconds), later);
    parked.accept(namespaces);
    // A commit between the first look and the parking woke nobody: look again.
    if (metadata.deltas().hasChanges(caller, cursor)) {
      hub.wake(subscription);
    }
  }
}
