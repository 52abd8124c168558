package dev.satchel.chaos.demo;

import dev.satchel.chaos.process.Folders;
import dev.satchel.chaos.process.Programs;
import dev.satchel.cli.ProgramVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description =
        "Starts a cell of nine storage nodes, signs in two devices and shows the main job on real files.")
final class DemoMain implements Callable<Integer> {

  @Option(names = "--keep", description = "Keep the data folder when the demo ends.")
  private boolean keep;

  @Option(
      names = "--once",
      description = "End after the last step; exit code 0 only if every step was verified.")
  private boolean once;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the demo keeps its data (default: a new temporary folder).")
  private @Nullable Path data;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "The port of the web address (default: a free one).")
  private int port;

  private DemoMain() {}

  /** The program. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new DemoMain()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    boolean temporary = data == null;
    Path folder = data == null ? Files.createTempDirectory("satchel-demo") : data.toAbsolutePath();
    Files.createDirectories(folder);
    if (isOccupied(folder)) {
      System.err.println(folder + " is not empty: name a new folder, or remove this one first.");
      return 6;
    }
    Demo demo = new Demo(Programs.ofThisCheckout(), folder, port, new Narrator(System.out));
    boolean forgotten = temporary && !keep;
    // The one place that ends everything: after the last step as well as on Ctrl-C.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(demo, folder, forgotten)));
    boolean verified = demo.play(!once);
    if (verified && !once) {
      demo.stayUntilInterrupted();
    }
    return verified ? 0 : 1;
  }

  private static void end(Demo demo, Path folder, boolean forgotten) {
    demo.killEverything();
    if (forgotten) {
      try {
        Folders.delete(folder);
      } catch (IOException e) {
        System.err.println(folder + " could not be removed: " + e.getMessage());
      }
    }
  }

  private static boolean isOccupied(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.findAny().isPresent();
    }
  }
}
