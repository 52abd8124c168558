package dev.satchel.metadata;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who wants to hear of commits. */
final class CommitListeners {

  private final List<Consumer<NamespaceChange>> listeners = new CopyOnWriteArrayList<>();

  void add(Consumer<NamespaceChange> listener) {
    listeners.add(listener);
  }

  void tell(NamespaceChange change) {
    listeners.forEach(listener -> listener.accept(change));
  }
}
