package dev.satchel.client.daemon;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.engine.EngineStatus;
import dev.satchel.client.engine.RunControl;
import dev.satchel.client.engine.SyncEngine;
import dev.satchel.client.remote.ServerException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs one engine on the thread that calls {@link #run}, and answers commands from others.
 *
 * <p>A pass that somebody asks for interrupts the run after the step at hand, is done on the same
 * thread, and the run goes on.
 */
final class EngineHost implements ControlHandler {

  private static final int MAX_WAITING = 32;

  private final SyncEngine engine;
  private final Queue<CompletableFuture<EngineStatus>> passes = new ArrayDeque<>();
  private RunControl control = new RunControl();
  private boolean paused;
  private boolean stopping;

  EngineHost(SyncEngine engine) {
    this.engine = engine;
  }

  /** Returns after {@link #stop}; throws what ends a run for good. */
  void run() throws IOException {
    try {
      while (!isStopping()) {
        engine.run(freshControl());
        servePasses();
      }
    } catch (IOException e) {
      failWaiting(e);
      throw e;
    } finally {
      stop();
      failWaiting(new IOException("the client is stopping"));
    }
  }

  /** Ends {@link #run} soon. May be called from any thread, more than once. */
  synchronized void stop() {
    stopping = true;
    control.stop();
  }

  @Override
  public ControlReply handle(ControlCommand command, Progress progress) throws IOException {
    switch (command) {
      case STATUS -> {}
      case SYNC -> {
        return pass(progress);
      }
      case PAUSE -> pause(true);
      case RESUME -> pause(false);
      case ALLOW_DELETES -> {
        engine.allowDeletes();
        pause(false);
      }
      case RESTORE_DELETED -> {
        engine.restoreDeleted();
        pause(false);
      }
      case STOP -> stop();
    }
    return ControlReply.done(StatusDocument.of(engine.status()));
  }

  private ControlReply pass(Progress progress) throws IOException {
    CompletableFuture<EngineStatus> pass = new CompletableFuture<>();
    synchronized (this) {
      if (paused) {
        return ControlReply.failed(
            ExitCode.FAILED, "syncing is paused: run `satchel resume` first");
      }
      if (stopping || passes.size() >= MAX_WAITING) {
        return ControlReply.failed(ExitCode.FAILED, "the client takes no more passes now");
      }
      passes.add(pass);
      control.stop();
    }
    while (true) {
      try {
        EngineStatus status = pass.get(1, TimeUnit.SECONDS);
        return new ControlReply(
            true, Ending.codeOf(status), status.detail(), StatusDocument.of(status));
      } catch (TimeoutException e) {
        progress.tell(StatusDocument.of(engine.status()));
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  private synchronized void pause(boolean wanted) {
    paused = wanted;
    if (wanted) {
      control.pause();
    } else {
      control.resume();
    }
  }

  private synchronized boolean isStopping() {
    return stopping;
  }

  private synchronized RunControl freshControl() {
    control = new RunControl();
    if (paused) {
      control.pause();
    }
    if (stopping || !passes.isEmpty()) {
      control.stop();
    }
    return control;
  }

  /** One pass answers all who asked before it began. */
  private void servePasses() throws IOException {
    Queue<CompletableFuture<EngineStatus>> asked = takePasses();
    if (asked.isEmpty()) {
      return;
    }
    try {
      EngineStatus status = engine.syncOnce().status();
      asked.forEach(pass -> pass.complete(status));
    } catch (ServerException e) {
      // The run that follows meets the same and knows whether to wait or to end.
      asked.forEach(pass -> pass.completeExceptionally(e));
    } catch (IOException | RuntimeException e) {
      asked.forEach(pass -> pass.completeExceptionally(e));
      throw e;
    }
  }

  private synchronized Queue<CompletableFuture<EngineStatus>> takePasses() {
    Queue<CompletableFuture<EngineStatus>> taken = new ArrayDeque<>(passes);
    passes.clear();
    return taken;
  }

  private void failWaiting(IOException why) {
    takePasses().forEach(pass -> pass.completeExceptionally(why));
  }
}
