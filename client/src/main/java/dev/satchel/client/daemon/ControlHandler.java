package dev.satchel.client.daemon;

import java.io.IOException;

/** Answers the commands. Called from a thread per connection. */
@FunctionalInterface
interface ControlHandler {

  /** The answer; a long one tells {@code progress} how far it is, at least every few seconds. */
  ControlReply handle(ControlCommand command, Progress progress) throws IOException;

  /** Where lines before the answer go. */
  @FunctionalInterface
  interface Progress {
    void tell(StatusDocument status) throws IOException;
  }
}
