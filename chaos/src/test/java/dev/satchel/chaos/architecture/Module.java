package dev.satchel.chaos.architecture;

import java.util.List;
import java.util.Locale;

/** The modules, lowest first, and the ones that each may know. What is not listed is forbidden. */
enum Module {
  /** What client and server say to each other; knows nothing else. */
  CONTRACT,
  /** What the programs share as programs; knows nothing of Satchel. */
  CLI,
  /** Bytes in, bytes out. */
  ERASURE,
  /** A dumb extent device: a block's name is 32 opaque bytes to it. */
  STORAGE,
  /** The cell. */
  VOLUME(CONTRACT, CLI, ERASURE, STORAGE),
  /** Names and their history; knows neither nodes nor bytes. */
  METADATA(CONTRACT),
  /** HTTP. It knows the storage node only to start some inside {@code up}. */
  FRONTEND(CONTRACT, CLI, STORAGE, VOLUME, METADATA),
  /** Knows no server module, only what is said on the wire. */
  CLIENT(CONTRACT, CLI),
  /** Measures everything; nobody imports it. */
  JMH(CONTRACT, CLI, ERASURE, STORAGE, VOLUME, METADATA, FRONTEND, CLIENT),
  /** Breaks everything; nobody imports it. */
  CHAOS(CONTRACT, CLI, ERASURE, STORAGE, VOLUME, METADATA, FRONTEND, CLIENT);

  private final List<Module> mayKnow;

  Module(Module... mayKnow) {
    this.mayKnow = List.of(mayKnow);
  }

  /** The name of its root package below {@code dev.satchel}. */
  String packageName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether an arrow from this module to {@code other} is allowed. */
  boolean mayKnow(Module other) {
    return other == this || mayKnow.contains(other);
  }
}
