package dev.satchel.volume.manage;

import dev.satchel.volume.manage.Snapshot.Targets;
import dev.satchel.volume.members.NodeDirectory;
import dev.satchel.volume.members.Roster;
import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.sql.CellDatabase;
import dev.satchel.volume.sql.LeaseLostException;
import dev.satchel.volume.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop of a manager: look, plan, start the steps; each second and when there is news. */
public final class Manager implements AutoCloseable {

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration NEWS_COMES_IN_BURSTS = Duration.ofMillis(10);
  private static final long WARM_UP_NANOS = Duration.ofSeconds(6).toNanos();
  private static final Duration WRITER_PATIENCE = Duration.ofSeconds(15);
  private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(10);
  private static final Logger log = LoggerFactory.getLogger(Manager.class);

  private final Parts parts;
  private final LeaseKeeper lease;
  private final StepRunner runner;
  private final Shunned shunned = new Shunned();
  private final Overdue overdue = new Overdue(WRITER_PATIENCE, CLOSING_PATIENCE);
  private final long startNanos = System.nanoTime();
  private final Thread thread;
  private List<Node> savedNodes = List.of();

  /**
   * What a manager works with.
   *
   * @param owner this process start, for the lease
   * @param exclusive no other manager is possible
   * @param news raised when a manager should look
   * @param volumeOpened told after a volume was opened
   */
  public record Parts(
      CellDatabase database,
      NodeDirectory directory,
      Roster roster,
      Targets targets,
      String owner,
      boolean exclusive,
      Signal news,
      Runnable volumeOpened) {}

  private Manager(Parts parts) {
    this.parts = parts;
    this.lease = new LeaseKeeper(parts.database().leases(), parts.owner(), parts.exclusive());
    this.runner = new StepRunner(parts, shunned);
    this.thread = Thread.ofVirtual().name("manager").unstarted(this::run);
  }

  /** Starts the loop. */
  public static Manager start(Parts parts) {
    Manager manager = new Manager(parts);
    manager.thread.start();
    return manager;
  }

  /** Whether this manager leads now. */
  public boolean leads() {
    return lease.epoch().isPresent();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        lookAndAct();
        parts.news().await(TICK);
        // Not a wait for anything: what comes within this is looked at together.
        Thread.sleep(NEWS_COMES_IN_BURSTS);
      }
    } catch (InterruptedException e) {
      log.debug("the manager of {} stops", parts.owner());
    } finally {
      runner.close();
      leave();
    }
  }

  private void lookAndAct() {
    try {
      lease.tick(System.nanoTime());
      OptionalLong epoch = lease.epoch();
      if (epoch.isPresent()) {
        lead(epoch.getAsLong());
      }
    } catch (LeaseLostException e) {
      lease.lost();
    } catch (StoreUnavailableException e) {
      log.warn("the manager cannot look around: {}", e.toString());
    } catch (RuntimeException e) {
      // A manager that is gone helps nobody; the next look may find what it can work with.
      log.error("the manager failed at a look around", e);
    }
  }

  private void lead(long epoch) {
    List<Node> nodes = members(epoch);
    // Before the volumes: a step that ends in between leaves a volume busy in this plan, not
    // undone.
    Set<Long> busy = runner.busy();
    List<Volume> unsettled = parts.database().volumes().unsettled();
    long now = System.nanoTime();
    Snapshot snapshot =
        new Snapshot(
            parts.targets(),
            nodes,
            unsettled,
            busy,
            parts.exclusive()
                ? overdue.closingAmong(unsettled, now)
                : overdue.among(unsettled, now),
            shunned.now(),
            isWarm());
    VolumePlanner.plan(snapshot).forEach(step -> runner.start(step, epoch));
  }

  /** The roster as of now, which is also written down for the others when it changed. */
  private List<Node> members(long epoch) {
    if (savedNodes.isEmpty()) {
      savedNodes = parts.database().nodes().all();
      parts.roster().recall(savedNodes, System.nanoTime());
    }
    List<Node> nodes = parts.roster().nodes(System.nanoTime());
    List<Node> changed =
        nodes.stream()
            .filter(node -> !savedNodes.contains(node))
            .filter(node -> isWarm() || node.state() != NodeState.SUSPECT)
            .toList();
    if (!changed.isEmpty()) {
      parts.database().nodes().save(epoch, changed);
      logStates(changed);
      savedNodes = merged(savedNodes, changed);
    }
    parts.directory().publish(nodes);
    return nodes;
  }

  private boolean isWarm() {
    return System.nanoTime() - startNanos >= WARM_UP_NANOS;
  }

  private static List<Node> merged(List<Node> before, List<Node> changed) {
    Map<String, Node> byId = new TreeMap<>();
    before.forEach(node -> byId.put(node.id(), node));
    changed.forEach(node -> byId.put(node.id(), node));
    return List.copyOf(byId.values());
  }

  private void logStates(List<Node> changed) {
    for (Node node : changed) {
      boolean same =
          savedNodes.stream()
              .anyMatch(old -> old.id().equals(node.id()) && old.state() == node.state());
      if (!same) {
        log.info("node {} at {} is {}", node.id(), node.address(), node.state());
      }
    }
  }

  private void leave() {
    try {
      lease.release();
    } catch (StoreUnavailableException e) {
      log.warn("the lease could not be given back: {}", e.toString());
    }
  }
}
