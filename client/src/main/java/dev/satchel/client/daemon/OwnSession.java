package dev.satchel.client.daemon;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** Lets a process outlive the terminal that it was started from. */
public final class OwnSession {

  private OwnSession() {}

  /**
   * Makes this process the leader of a new session, without a terminal, so that neither Ctrl-C nor
   * the window's end reaches it. Does nothing where there is no {@code setsid}, and in a process
   * that leads one already.
   */
  @SuppressWarnings("restricted")
  public static void begin() {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> setsid = linker.defaultLookup().find("setsid");
    if (setsid.isPresent()) {
      try {
        int ignored =
            (int)
                linker
                    .downcallHandle(setsid.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT))
                    .invokeExact();
      } catch (Throwable e) {
        throw new IllegalStateException("setsid cannot be called", e);
      }
    }
  }
}
