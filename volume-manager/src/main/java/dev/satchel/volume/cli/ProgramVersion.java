package dev.satchel.volume.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class ProgramVersion implements IVersionProvider {

  /** Called by picocli. */
  ProgramVersion() {}

  @Override
  public String[] getVersion() {
    String version = AdminMain.class.getPackage().getImplementationVersion();
    return new String[] {"satchel-admin " + (version == null ? "(not packaged)" : version)};
  }
}
