package dev.satchel.client.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class ProgramVersion implements IVersionProvider {

  /** Called by picocli. */
  ProgramVersion() {}

  @Override
  public String[] getVersion() {
    String version = ClientMain.class.getPackage().getImplementationVersion();
    return new String[] {"satchel " + (version == null ? "(not packaged)" : version)};
  }
}
