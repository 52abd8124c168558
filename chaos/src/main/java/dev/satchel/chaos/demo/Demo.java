package dev.satchel.chaos.demo;

import dev.satchel.chaos.process.FolderImage;
import dev.satchel.chaos.process.Folders;
import dev.satchel.chaos.process.Programs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * The story that {@code bin/demo} tells, a method a step. A step that cannot be verified throws;
 * the story ends there.
 */
final class Demo implements AutoCloseable {

  private static final Duration CONVERGE_LIMIT = Duration.ofSeconds(120);
  private static final long LARGE_FILE_BYTES = 64L << 20;
  private static final int INSERTED_BYTES = 1024;

  private final DemoCell cell;
  private final Device laptop;
  private final Device desktop;
  private final Device tablet;
  private final Narrator narrator;
  private final CountDownLatch interrupted = new CountDownLatch(1);

  Demo(Programs programs, Path data, int port, Narrator narrator) {
    this.narrator = narrator;
    this.cell = new DemoCell(programs, data, port);
    this.laptop = new Device(programs, "laptop", data);
    this.desktop = new Device(programs, "desktop", data);
    this.tablet = new Device(programs, "tablet", data);
  }

  /**
   * Tells the whole story; false when a step could not be verified.
   *
   * @param staysUp whether the cell outlives the story, to be tried
   */
  boolean play(boolean staysUp) throws InterruptedException {
    try {
      startCell();
      signIn();
      copyRealFiles();
      editLargeFile();
      insertIntoLargeFile();
      editBothSidesOffline();
      killNode();
      showOverhead();
      showWhatNext(staysUp);
      return true;
    } catch (IOException e) {
      narrator.failed(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void startCell() throws IOException, InterruptedException {
    narrator.begin("Start a cell: eight storage nodes in one process, a ninth as its own");
    cell.start();
    cell.awaitNodes(9, "up", CONVERGE_LIMIT);
    narrator.verified("nine nodes up at %s", cell.address());
  }

  private void signIn() throws IOException, InterruptedException {
    narrator.begin("Make an account and sign in two devices");
    cell.addUser();
    for (Device device : new Device[] {laptop, desktop}) {
      device.login(cell.address(), DemoCell.EMAIL, cell.passwordFile());
      device.start();
    }
    narrator.verified("laptop and desktop are running");
  }

  private void copyRealFiles() throws IOException, InterruptedException {
    narrator.begin("Copy real files into the laptop's folder: this JDK's own");
    Path jdk = Path.of(System.getProperty("java.home"));
    for (String part : new String[] {"conf", "legal", "include", "bin"}) {
      if (Files.isDirectory(jdk.resolve(part))) {
        Folders.copy(jdk.resolve(part), laptop.file("jdk/" + part));
      }
    }
    Folders.copyHead(jdk.resolve("lib/modules"), laptop.file("large.bin"), LARGE_FILE_BYTES);
    FolderImage image = awaitIdentical();
    narrator.verified(
        "%d files identical on the desktop, by hash, with modes and times", image.fileCount());
  }

  private void editLargeFile() throws IOException, InterruptedException {
    narrator.begin("Overwrite 1 KiB in the middle of a file of 64 MiB");
    long before = laptop.status().uploadedBytes();
    try (FileChannel file = FileChannel.open(laptop.file("large.bin"), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[INSERTED_BYTES]), LARGE_FILE_BYTES / 2);
    }
    awaitIdentical();
    long sent = laptop.status().uploadedBytes() - before;
    narrator.verified("%s went over the wire, not 64 MiB", Narrator.size(sent));
  }

  private void insertIntoLargeFile() throws IOException, InterruptedException {
    narrator.begin("Insert 1 KiB near the end of it");
    long before = laptop.status().uploadedBytes();
    Path large = laptop.file("large.bin");
    byte[] bytes = Files.readAllBytes(large);
    int at = bytes.length - (3 << 20);
    ByteBuffer longer = ByteBuffer.allocate(bytes.length + INSERTED_BYTES);
    longer.put(bytes, 0, at).put(new byte[INSERTED_BYTES]).put(bytes, at, bytes.length - at);
    Path temporary = laptop.file("large.bin.tmp");
    Files.write(temporary, longer.array());
    Files.move(temporary, large, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    awaitIdentical();
    long sent = laptop.status().uploadedBytes() - before;
    narrator.verified("%s went over the wire, not 64 MiB", Narrator.size(sent));
  }

  private void editBothSidesOffline() throws IOException, InterruptedException {
    narrator.begin("Edit one file on both devices while both are offline");
    write(laptop, "plan.txt", "the plan\n");
    awaitIdentical();
    laptop.stop();
    desktop.stop();
    write(laptop, "plan.txt", "the laptop's plan\n");
    write(desktop, "plan.txt", "the desktop's plan\n");
    laptop.start();
    laptop.sync();
    desktop.start();
    FolderImage image = awaitIdentical();
    long kept = image.entries().keySet().stream().filter(path -> path.startsWith("plan")).count();
    if (kept != 2) {
      throw new IOException("both versions should be kept, but there are " + kept);
    }
    image.entries().keySet().stream()
        .filter(path -> path.startsWith("plan"))
        .forEach(path -> narrator.say("kept on both: %s", path));
    narrator.verified("nothing was overwritten");
  }

  private void killNode() throws IOException, InterruptedException {
    narrator.begin("Kill the ninth node with SIGKILL and read everything back on a third device");
    long held = cell.bytesOnNinthNode();
    if (held == 0) {
      throw new IOException("the ninth node holds nothing, so that to kill it would show nothing");
    }
    cell.killNinthNode();
    tablet.login(cell.address(), DemoCell.EMAIL, cell.passwordFile());
    tablet.sync();
    FolderImage expected = laptop.image();
    String difference = expected.firstDifferenceTo(tablet.image());
    if (!difference.isEmpty()) {
      throw new IOException("the third device differs: " + difference);
    }
    narrator.verified(
        "%d files read back identical; the dead node had held %s",
        expected.fileCount(), Narrator.size(held));
  }

  private void showOverhead() throws IOException, InterruptedException {
    narrator.begin("Look at the cell");
    Documents.CellStatus status = cell.status();
    narrator.say(
        "%d blocks, %s of data, %s on disks: %.2f times (three copies, compressed)",
        status.blocks().count(),
        Narrator.size(status.blocks().logicalBytes()),
        Narrator.size(status.blocks().storedBytes()),
        (double) status.blocks().storedBytes() / status.blocks().logicalBytes());
    narrator.verified("health is %s", status.health());
  }

  private void showWhatNext(boolean staysUp) {
    narrator.begin(staysUp ? "Try next" : "Try next, in a demo that stays up: without --once");
    narrator.say("web address   %s", cell.address());
    narrator.say("folders       %s and %s", laptop.file(""), desktop.file(""));
    for (String words : new String[] {"status", "node list", "volume list", "df"}) {
      narrator.say("bin/satchel-admin --data %s %s", cell.data(), words);
    }
  }

  /**
   * Waits until the laptop's and the desktop's folders are the same, and answers what they hold.
   */
  private FolderImage awaitIdentical() throws IOException, InterruptedException {
    Deadline deadline = new Deadline(CONVERGE_LIMIT);
    while (true) {
      String difference;
      try {
        FolderImage image = laptop.image();
        difference = image.firstDifferenceTo(desktop.image());
        if (difference.isEmpty()) {
          return image;
        }
      } catch (java.nio.file.NoSuchFileException e) {
        difference = "still changing: " + e.getMessage();
      }
      deadline.pauseOrThrow("the folders did not become identical: " + difference);
    }
  }

  private static void write(Device device, String path, String text) throws IOException {
    Files.write(device.file(path), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns when the process is told to end. */
  void stayUntilInterrupted() throws InterruptedException {
    narrator.say("");
    narrator.say("Everything stays up until Ctrl-C.");
    interrupted.await();
  }

  /** For the shutdown hook: nothing that was started outlives the demo. */
  void killEverything() {
    interrupted.countDown();
    try {
      close();
    } catch (IOException e) {
      narrator.failed("could not stop: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    try {
      laptop.stop();
      desktop.stop();
    } finally {
      cell.close();
    }
  }
}
