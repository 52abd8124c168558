package dev.satchel.volume.manage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.satchel.storage.client.NodeClientConfig;
import dev.satchel.storage.client.NodeClients;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.volume.manage.Snapshot.Targets;
import dev.satchel.volume.members.NodeDirectory;
import dev.satchel.volume.members.Roster;
import dev.satchel.volume.model.Bucket;
import dev.satchel.volume.model.Claim;
import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.ExtentStatus;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.model.VolumeState;
import dev.satchel.volume.sql.CellDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Timeout(60)
final class StepRunnerTest {

  private static final Extent LEFT_OPEN =
      new Extent(
          7,
          1,
          Extent.Role.DATA,
          ExtentStatus.OPEN,
          "gone",
          new Extent.Place("disk", "/srv/disk", 4096, 1 << 20));
  private static final Volume SEALED =
      new Volume(
          1,
          VolumeState.SEALED,
          1,
          "",
          new Volume.Life(0, 0),
          new Claim(null, 1, 0),
          List.of(new Bucket(1, 4096, 0, 0)),
          List.of(LEFT_OPEN));

  @TempDir private Path folder;

  @Test
  void extentThatCannotBeSealedIsNamedOnceHoweverOftenItIsTried() {
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger(StepExecutor.class);
    Level before = log.getLevel();
    said.start();
    log.setLevel(Level.WARN);
    log.addAppender(said);
    try (NodeRuntime runtime = NodeRuntime.start(NodeRuntimeConfig.defaults());
        NodeClients clients = new NodeClients(NodeClientConfig.defaults(new byte[32]), runtime);
        CellDatabase database = CellDatabase.open("jdbc:sqlite:" + folder.resolve("cell.db"));
        StepRunner runner = new StepRunner(parts(database, clients), new Shunned())) {
      for (int trial = 0; trial < 5; trial++) {
        runner.start(new Step.Settle(SEALED, LEFT_OPEN), 1);
        while (!runner.busy().isEmpty()) {
          Thread.onSpinWait();
        }
      }
    } finally {
      log.detachAppender(said);
      log.setLevel(before);
    }
    assertThat(said.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .singleElement()
        .asString()
        .startsWith("extent 7 of volume 1 on node gone cannot be sealed at 4096: ");
  }

  private static Manager.Parts parts(CellDatabase database, NodeClients clients) {
    return new Manager.Parts(
        database,
        new NodeDirectory(database.nodes(), clients),
        new Roster(Duration.ofSeconds(5), Duration.ofSeconds(60)),
        new Targets(3, 3, 1),
        "me",
        true,
        new Signal(),
        () -> {});
  }
}
