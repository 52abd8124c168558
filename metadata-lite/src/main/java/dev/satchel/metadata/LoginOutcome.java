package dev.satchel.metadata;

import dev.satchel.contract.LoginAnswer;

/** What became of a sign-in. */
public sealed interface LoginOutcome {

  /** A new device; its token is in the answer and nowhere else. */
  record SignedIn(LoginAnswer answer) implements LoginOutcome {}

  /** No such account, or not its password: nobody is told which. */
  record Rejected() implements LoginOutcome {}

  /** The device's name cannot be taken. */
  record Invalid(String why) implements LoginOutcome {}
}
