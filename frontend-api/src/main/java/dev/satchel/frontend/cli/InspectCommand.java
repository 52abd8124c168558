package dev.satchel.frontend.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.cli.ProgramVersion;
import dev.satchel.storage.inspect.DiskInspection;
import dev.satchel.storage.inspect.Facts;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code satchel-server inspect}. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description = {
      "Tells what lies on a disk: its superblock, its extent table and its extents, or one of"
          + " them,",
      "a record, or all damage. Changes nothing; the disk's node may run."
    })
final class InspectCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DISK", description = "A disk's file or block device.")
  private Path disk = Path.of("");

  @ArgGroup private Part part = new Part();

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  /** What to look at; the whole disk if nothing is named. */
  private static final class Part {
    @Option(names = "--extent", paramLabel = "ID", description = "One extent and its batches.")
    private @Nullable Long extent;

    @Option(
        names = "--record",
        paramLabel = "POSITION",
        description = "The record there, as 'satchel-admin block locate' names it.")
    private @Nullable Long record;

    @Option(
        names = "--damage",
        description = "Whatever is not as it should be; reads all that is stored. Exits 5 for any.")
    private boolean damage;
  }

  @Override
  public Integer call() throws IOException {
    Facts facts;
    try (DiskInspection inspection = DiskInspection.open(disk)) {
      facts = look(inspection);
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      out.println(Jsonb.builder().build().type(Object.class).toJson(facts.values()));
    } else {
      FactsPrinter.print(facts.values(), out);
    }
    out.flush();
    boolean damaged = facts.values().get("damage") instanceof List<?> found && !found.isEmpty();
    return damaged ? ExitCode.PARTIAL : ExitCode.DONE;
  }

  private Facts look(DiskInspection inspection) throws IOException {
    if (part.extent != null) {
      return inspection.extent(part.extent);
    }
    if (part.record != null) {
      return inspection.record(part.record);
    }
    return part.damage ? inspection.damage() : inspection.overview();
  }
}
