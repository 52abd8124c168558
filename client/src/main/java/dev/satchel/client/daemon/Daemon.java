package dev.satchel.client.daemon;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.engine.EngineConfig;
import dev.satchel.client.engine.EngineOptions;
import dev.satchel.client.engine.EngineState;
import dev.satchel.client.engine.ProgressListener;
import dev.satchel.client.engine.SyncEngine;
import dev.satchel.client.engine.SyncRootException;
import dev.satchel.client.home.ClientHome;
import dev.satchel.client.home.DeviceConfig;
import dev.satchel.client.home.HomeLock;
import dev.satchel.client.remote.RemoteConfig;
import dev.satchel.client.remote.RemoteServer;
import dev.satchel.client.store.DamagedStoreException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client in the foreground: from the lock to the loop, and back in reverse. */
public final class Daemon {

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final ClientHome home;
  private final EngineOptions options;

  /** Works on this home. */
  public Daemon(ClientHome home, EngineOptions options) {
    this.home = home;
    this.options = options;
  }

  /**
   * Syncs until told to stop, by the socket or by a signal.
   *
   * @param serving called once commands are answered
   * @throws IOException what ended it before it was told to
   */
  public void run(Runnable serving) throws IOException {
    CountDownLatch ended = new CountDownLatch(1);
    try (HomeLock _ = take(home)) {
      DeviceConfig device = home.config();
      try (RemoteServer server = new RemoteServer(RemoteConfig.of(device.server()), home.token());
          SyncEngine engine = open(home, device, server, options, ProgressListener.NONE);
          LastStatus _ = LastStatus.recording(home, engine)) {
        EngineHost host = new EngineHost(engine);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endBySignal(host, ended), "stop"));
        try (ControlServer _ = ControlServer.start(home, host)) {
          LOG.info("syncing {} with {}", device.folder(), device.server());
          serving.run();
          host.run();
          LOG.info("stopped");
        }
      }
    } catch (IOException e) {
      LOG.error("stopped: {}", e.getMessage());
      throw e;
    } finally {
      ended.countDown();
    }
  }

  /**
   * Takes the home's lock.
   *
   * @throws IOException saying who has it
   */
  public static HomeLock take(ClientHome home) throws IOException {
    return home.lock()
        .orElseThrow(
            () -> new IOException("another satchel process is at work on " + home.folder()));
  }

  /**
   * Opens the engine that belongs to a home.
   *
   * @throws SyncRootException if the folder is missing or another one; the status then says so
   */
  public static SyncEngine open(
      ClientHome home,
      DeviceConfig device,
      RemoteServer server,
      EngineOptions options,
      ProgressListener progress)
      throws IOException {
    try {
      return SyncEngine.open(engineConfig(home, device, server, options, progress));
    } catch (SyncRootException e) {
      LastStatus.keepStopped(home, EngineState.NEEDS_ATTENTION, e);
      throw e;
    } catch (DamagedStoreException e) {
      LastStatus.keepStopped(home, EngineState.ERROR, e);
      throw e;
    }
  }

  private static EngineConfig engineConfig(
      ClientHome home,
      DeviceConfig device,
      RemoteServer server,
      EngineOptions options,
      ProgressListener progress) {
    return new EngineConfig(
        device.folder(),
        home.database(),
        device.deviceName(),
        server,
        Clock.systemUTC(),
        options,
        progress);
  }

  /** The virtual machine ends when its hooks have, so the loop gets its time to end well. */
  private static void endBySignal(EngineHost host, CountDownLatch ended) {
    if (ended.getCount() == 0) {
      return;
    }
    host.stop();
    try {
      if (ended.await(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().halt(ExitCode.DONE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
