package dev.satchel.metadata;

/** What became of a new account. */
public sealed interface CreateOutcome {

  /** It is there and can sign in. */
  record Created(User user) implements CreateOutcome {}

  /** Somebody has this e-mail address already. */
  record DuplicateAccount() implements CreateOutcome {}

  /** The address or the password cannot be taken; {@code why} is for the operator. */
  record Invalid(String why) implements CreateOutcome {}
}
