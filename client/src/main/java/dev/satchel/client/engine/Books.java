package dev.satchel.client.engine;

import dev.satchel.client.plan.Change;
import dev.satchel.client.store.TreeStore;
import dev.satchel.client.tree.LocalEntry;
import dev.satchel.client.tree.RemoteEntry;
import dev.satchel.client.tree.SyncedEntry;
import java.util.List;

/** Carries out the changes that concern the trees alone. */
final class Books {

  private final TreeStore store;

  Books(TreeStore store) {
    this.store = store;
  }

  /** Whether anything changed. */
  boolean carryOut(Change.Bookkeeping change) {
    return switch (change) {
      case Change.Agree agree -> agree(agree.id());
      case Change.Forget forget -> forget(forget);
      case Change.Adopt adopt -> adopt(adopt);
      case Change.Part part -> part(part.local());
    };
  }

  private boolean agree(long id) {
    RemoteEntry there = store.remote().get(id);
    LocalEntry here = store.local().get(id);
    if (there == null && here == null) {
      store.synced().remove(id);
      store.settle(id);
      return true;
    }
    if (there == null
        || here == null
        || !there.at().equals(here.at())
        || !there.content().agrees(here.content())) {
      return false;
    }
    store.agreeOn(new SyncedEntry(id, here.at(), here.content()));
    return true;
  }

  private boolean forget(Change.Forget forget) {
    long id = forget.id();
    boolean oneSided = (store.remote().get(id) == null) != (store.local().get(id) == null);
    if (!oneSided || store.synced().get(id) == null) {
      return false;
    }
    boolean goneHere = store.local().get(id) == null;
    var ids = forget.withBelow() ? store.synced().subtree(id) : List.of(id);
    for (long below : ids) {
      boolean goneToo = goneHere ? !store.local().has(below) : !store.remote().has(below);
      if (goneToo) {
        store.synced().remove(below);
        store.pending().add(below);
      }
    }
    return true;
  }

  private boolean adopt(Change.Adopt adopt) {
    LocalEntry local = store.local().get(adopt.local().id());
    boolean asPlanned =
        local != null
            && local.at().equals(adopt.local().at())
            && store.synced().get(local.id()) == null
            && store.remote().get(local.id()) == null
            && store.local().get(adopt.id()) == null
            && store.remote().get(adopt.id()) != null;
    if (local == null || !asPlanned) {
      return false;
    }
    giveId(local, adopt.id());
    return true;
  }

  private boolean part(LocalEntry planned) {
    LocalEntry local = store.local().get(planned.id());
    if (local == null || !local.equals(planned)) {
      return false;
    }
    giveId(local, store.newId());
    store.synced().remove(planned.id());
    return true;
  }

  private void giveId(LocalEntry local, long id) {
    store
        .local()
        .rename(local.id(), new LocalEntry(id, local.at(), local.content(), local.facts()));
    store.pending().add(id);
    store.settle(local.id());
    for (LocalEntry child : store.local().children(id)) {
      store.pending().add(child.id());
    }
  }
}
