package dev.satchel.metadata;

import java.util.List;

/** Who may sign in. */
public final class Accounts {

  Accounts() {}

  /** Makes an account. */
  public CreateOutcome create(String email, char[] password) {
    throw new UnsupportedOperationException();
  }

  /** All accounts, by e-mail address. */
  public List<User> list() {
    throw new UnsupportedOperationException();
  }
}
