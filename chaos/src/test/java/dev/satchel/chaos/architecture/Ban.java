package dev.satchel.chaos.architecture;

import static dev.satchel.chaos.architecture.Module.CLI;
import static dev.satchel.chaos.architecture.Module.CLIENT;
import static dev.satchel.chaos.architecture.Module.CONTRACT;
import static dev.satchel.chaos.architecture.Module.ERASURE;
import static dev.satchel.chaos.architecture.Module.FRONTEND;
import static dev.satchel.chaos.architecture.Module.METADATA;
import static dev.satchel.chaos.architecture.Module.STORAGE;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Libraries that some modules must do without, because knowing them would mean doing another's
 * work.
 */
enum Ban {
  SQL(
      EnumSet.of(CONTRACT, CLI, ERASURE, STORAGE, FRONTEND),
      "java.sql..",
      "javax.sql..",
      "org.jdbi..",
      "org.flywaydb..",
      "com.zaxxer..",
      "org.sqlite..",
      "org.postgresql.."),
  NETTY(EnumSet.of(CONTRACT, CLI, ERASURE, METADATA, CLIENT), "io.netty.."),
  HTTP(
      EnumSet.of(CONTRACT, CLI, ERASURE, STORAGE, METADATA),
      "java.net.http..",
      "com.sun.net.httpserver.."),
  FILES_AND_NETWORK(
      EnumSet.of(CONTRACT, ERASURE), "java.nio.file..", "java.nio.channels..", "java.net.."),
  VECTOR_API(EnumSet.complementOf(EnumSet.of(ERASURE)), "jdk.incubator.vector.."),
  UNSAFE(EnumSet.allOf(Module.class), "sun.misc..", "jdk.internal..");

  private final Set<Module> modules;
  private final List<String> packages;

  Ban(Set<Module> modules, String... packages) {
    this.modules = modules;
    this.packages = Arrays.asList(packages);
  }

  /** The modules that it binds. */
  Set<Module> modules() {
    return modules;
  }

  /** The forbidden packages, in ArchUnit's notation. */
  String[] packages() {
    return packages.toArray(String[]::new);
  }
}
