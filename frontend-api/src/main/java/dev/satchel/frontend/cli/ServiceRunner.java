package dev.satchel.frontend.cli;

import dev.satchel.frontend.service.Service;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a service until the process is told to stop; then stops it cleanly, with exit code 0. */
class ServiceRunner {
  private static final Logger log = LoggerFactory.getLogger(ServiceRunner.class);

  private final PrintStream out;

  ServiceRunner(PrintStream out) {
    this.out = out;
  }

  /** Says that the service is ready, and serves. */
  int serve(Service service) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service), "stop"));
    out.println("ready " + service.address());
    out.flush();
    new CountDownLatch(1).await();
    return 0;
  }

  /** Runs on SIGTERM and on Ctrl-C; the JVM's own exit code would be that of a killed process. */
  private static void stop(Service service) {
    log.info("stopping");
    service.close();
    log.info("stopped");
    Runtime.getRuntime().halt(0);
  }
}
