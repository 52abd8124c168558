package dev.satchel.jmh;

import dev.satchel.cli.ProgramVersion;
import dev.satchel.jmh.machine.ThisMachine;
import dev.satchel.jmh.report.Figure;
import dev.satchel.jmh.report.Report;
import dev.satchel.jmh.run.Depth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench}: runs suites, prints a table or JSON on stdout, progress on stderr. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description =
        "Measures Satchel. Each figure stands beside its bound, measured in the same run.",
    footer = "%nSuites: erasure, storage, api. Without one, all of them.")
@SuppressWarnings("NullAway.Init") // picocli fills them in.
public final class BenchMain implements Callable<Integer> {

  /** Suites of the plan that nothing measures yet. */
  private static final Set<String> PLANNED = Set.of("cell", "client");

  @Parameters(arity = "0..1", paramLabel = "SUITE", description = "What to measure.")
  private @Nullable String suite;

  @Option(names = "--quick", description = "Under two minutes a suite, at the price of precision.")
  private boolean quick;

  @Option(names = "--json", description = "One JSON document instead of the table.")
  private boolean json;

  @Spec private CommandSpec spec;

  /** The program. */
  public static void main(String... arguments) {
    System.exit(new CommandLine(new BenchMain()).execute(arguments));
  }

  @Override
  public Integer call() throws RunnerException, IOException {
    List<Suite> suites = suite == null ? List.of(Suite.values()) : List.of(suiteOf(suite));
    Depth depth = quick ? Depth.QUICK : Depth.FULL;
    List<Figure> figures = new ArrayList<>();
    for (Suite each : suites) {
      figures.addAll(each.run(depth));
    }
    String name = suite == null ? "all" : suite;
    Report report = new Report(name, ThisMachine.describe(), figures);
    System.out.println(json ? report.toJson() : report.toTable());
    Path folder = Path.of(System.getProperty("satchel.root", ".")).resolve("target/bench");
    Pictures.write(report, folder);
    System.err.println("Pictures of it are in " + folder);
    return CommandLine.ExitCode.OK;
  }

  private Suite suiteOf(String name) {
    return Arrays.stream(Suite.values())
        .filter(each -> each.toString().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                PLANNED.contains(name)
                    ? "suite '%s' is not measured yet".formatted(name)
                    : "no suite '%s'".formatted(name)));
  }
}
