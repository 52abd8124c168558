package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.bytes;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.format.BatchFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The lives of four extents on a disk of two slots, step by step, and what is to be seen after each
 * step. The step's number is the epoch of the manager, or of the writer, that does it.
 */
final class Life {

  /** What a step does. */
  enum Action {
    CREATE,
    CLAIM,
    APPEND,
    CLOSE,
    SEAL,
    TRASH,
    RESTORE,
    PURGE,
    WAIT
  }

  /** One step; the extent of WAIT says nothing. */
  record Step(Action action, long id) {}

  /** What is to be seen of an extent. */
  record Row(ExtentState state, long writerEpoch, List<byte[]> payloads) {

    long end() {
      return payloads.stream().mapToLong(bytes -> BatchFormat.paddedLength(bytes.length)).sum();
    }

    Row in(ExtentState next) {
      return new Row(next, writerEpoch, payloads);
    }
  }

  static final List<Step> STEPS =
      List.of(
          new Step(Action.CREATE, 1),
          new Step(Action.CREATE, 2),
          new Step(Action.APPEND, 1),
          new Step(Action.APPEND, 1),
          new Step(Action.CLAIM, 2),
          new Step(Action.APPEND, 2),
          new Step(Action.CLOSE, 2),
          new Step(Action.CLOSE, 1),
          new Step(Action.SEAL, 1),
          new Step(Action.TRASH, 1),
          new Step(Action.RESTORE, 1),
          new Step(Action.TRASH, 1),
          new Step(Action.TRASH, 2),
          new Step(Action.WAIT, 0),
          new Step(Action.RESTORE, 2),
          new Step(Action.PURGE, 1),
          new Step(Action.CREATE, 3),
          new Step(Action.CLAIM, 3),
          new Step(Action.APPEND, 3),
          new Step(Action.SEAL, 2),
          new Step(Action.TRASH, 2),
          new Step(Action.WAIT, 0),
          new Step(Action.PURGE, 2),
          new Step(Action.CREATE, 4),
          new Step(Action.APPEND, 4),
          new Step(Action.APPEND, 4));

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));

  Instant now() {
    return now.get();
  }

  /** Begins a step, counted from 0. */
  CompletableFuture<?> begin(StoreUnderTest store, int index) {
    Step step = STEPS.get(index);
    long id = step.id();
    long epoch = index + 1;
    Map<Long, Row> before = world(index);
    return switch (step.action()) {
      case CREATE ->
          store.store.create(epoch, new ExtentId(id), 100 + id, 0, StoreUnderTest.deadline());
      case CLAIM -> store.claim(id, epoch);
      case APPEND ->
          store.append(id, before.get(id).end(), before.get(id).writerEpoch(), payload(index));
      case CLOSE -> store.close(epoch, id);
      case SEAL -> store.seal(epoch, id, before.get(id).end());
      case TRASH -> store.trash(epoch, id);
      case RESTORE -> store.restore(epoch, id);
      case PURGE -> store.purge(epoch, id);
      case WAIT -> {
        now.updateAndGet(at -> at.plus(StoreUnderTest.TRASH_FOR));
        yield CompletableFuture.completedFuture(true);
      }
    };
  }

  /** What is to be seen when so many steps were answered. */
  static Map<Long, Row> world(int answered) {
    Map<Long, Row> rows = new HashMap<>();
    for (int i = 0; i < answered; i++) {
      apply(i, rows);
    }
    return rows;
  }

  private static void apply(int index, Map<Long, Row> rows) {
    Step step = STEPS.get(index);
    Row row = rows.getOrDefault(step.id(), new Row(ExtentState.OPEN, 1, List.of()));
    Row next =
        switch (step.action()) {
          case CREATE, WAIT -> row;
          case CLAIM -> new Row(row.state(), index + 1, row.payloads());
          case APPEND -> appended(row, payload(index));
          case CLOSE -> row.in(ExtentState.CLOSED);
          case SEAL -> row.in(ExtentState.SEALED);
          case TRASH, PURGE -> row.in(ExtentState.TRASHED);
          // Extent 1 was sealed when it was trashed, extent 2 only closed.
          case RESTORE -> row.in(step.id() == 1 ? ExtentState.SEALED : ExtentState.CLOSED);
        };
    if (step.action() == Action.PURGE) {
      rows.remove(step.id());
    } else if (step.action() != Action.WAIT) {
      rows.put(step.id(), next);
    }
  }

  private static Row appended(Row row, byte[] payload) {
    List<byte[]> payloads = new ArrayList<>(row.payloads());
    payloads.add(payload);
    return new Row(row.state(), row.writerEpoch(), List.copyOf(payloads));
  }

  private static byte[] payload(int index) {
    return bytes(1 + index * 777 % 9000, index);
  }
}
