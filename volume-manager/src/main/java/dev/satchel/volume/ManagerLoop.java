package dev.satchel.volume;

import dev.satchel.volume.manage.Manager;
import dev.satchel.volume.manage.Snapshot.Targets;
import dev.satchel.volume.members.Roster;
import java.time.Duration;

/**
 * The manager: holds the cell's lease while it can, keeps enough volumes open, closes and seals.
 *
 * <p>It is soft state: everything it knows is in SQL or comes with the next heartbeats, and when no
 * manager runs, reads and writes go on until the open volumes are full.
 */
public final class ManagerLoop implements AutoCloseable {

  private static final Duration SUSPECT_AFTER = Duration.ofSeconds(5);

  /** With one volume to spare, a writer whose volume is full goes on without waiting. */
  private static final int SPARE_VOLUMES = 1;

  private static final int OPEN_VOLUMES = 3;

  private final Membership membership;
  private final Manager manager;
  private final ScrubReminder reminder;

  private ManagerLoop(Cell cell) {
    CellConfig config = cell.config();
    Roster roster = new Roster(SUSPECT_AFTER, config.options().periods().nodeDeadAfter());
    this.membership = new Membership(roster, cell.database().nodes(), cell.managerNews());
    this.manager =
        Manager.start(
            new Manager.Parts(
                cell.database(),
                cell.directory(),
                roster,
                new Targets(config.options().replicas(), OPEN_VOLUMES, SPARE_VOLUMES),
                config.owner(),
                config.exclusive(),
                cell.managerNews(),
                cell::volumeOpened));
    this.reminder =
        ScrubReminder.start(new ScrubKeeper(cell.database(), cell.directory()), manager::leads);
  }

  /** Starts the manager of a cell. The cell stays the caller's to close, after the manager. */
  public static ManagerLoop start(Cell cell) {
    return new ManagerLoop(cell);
  }

  /** Takes the heartbeats. */
  public Membership membership() {
    return membership;
  }

  /** Whether this manager leads now. */
  public boolean leads() {
    return manager.leads();
  }

  @Override
  public void close() {
    reminder.close();
    manager.close();
  }
}
