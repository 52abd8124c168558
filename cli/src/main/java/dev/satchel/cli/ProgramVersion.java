package dev.satchel.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program's name and the version that the build wrote into its jar. */
public final class ProgramVersion implements IVersionProvider {

  @Spec private @Nullable CommandSpec spec;

  /** Called by picocli. */
  ProgramVersion() {}

  @Override
  public String[] getVersion() {
    CommandSpec program = Objects.requireNonNull(spec).root();
    String version = program.userObject().getClass().getPackage().getImplementationVersion();
    return new String[] {program.name() + " " + (version == null ? "(not packaged)" : version)};
  }
}
