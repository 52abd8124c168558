package dev.satchel.metadata;

import dev.satchel.contract.Account;
import dev.satchel.contract.Device;
import dev.satchel.metadata.account.Passwords;
import dev.satchel.metadata.store.Database;
import dev.satchel.metadata.store.DeviceTable;
import dev.satchel.metadata.store.UserTable;
import dev.satchel.metadata.store.UserTable.UserRow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who may sign in. */
public final class Accounts {

  private static final int MAX_EMAIL_CHARACTERS = 254;
  private static final int MAX_PASSWORD_CHARACTERS = 1_024;

  private final Database database;
  private final MetadataConfig config;
  private final Passwords passwords;

  Accounts(Database database, MetadataConfig config, Passwords passwords) {
    this.database = database;
    this.config = config;
    this.passwords = passwords;
  }

  /** Makes an account and its root namespace. */
  public CreateOutcome create(String email, char[] password) {
    String address = normalised(email);
    if (!isAddress(address)) {
      return new CreateOutcome.Invalid("this is no e-mail address");
    }
    if (password.length == 0 || password.length > MAX_PASSWORD_CHARACTERS) {
      return new CreateOutcome.Invalid(
          "a password has 1 to " + MAX_PASSWORD_CHARACTERS + " characters");
    }
    String hash = passwords.hash(password);
    Optional<UserRow> added =
        database.write(handle ->
            new UserTable(handle)
                .add(address, hash, config.quotaBytes(), config.clock().instant()));
    return added
        .<CreateOutcome>map(row -> new CreateOutcome.Created(user(row)))
        .orElseGet(CreateOutcome.DuplicateAccount::new);
  }

  /** All accounts, by e-mail address. */
  public List<User> list() {
    return database.read(
        handle -> new UserTable(handle).all().stream().map(Accounts::user).toList());
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return database.read(handle -> new UserTable(handle).isEmpty());
  }

  Account account(Caller caller) {
    return database.read(handle -> {
      UserRow user = new UserTable(handle).byId(caller.userId()).orElseThrow();
      List<Device> devices =
          new DeviceTable(handle).ofUser(caller.userId()).stream().map(Sessions::device).toList();
      return new Account(user.email(), user.usedBytes(), user.quotaBytes(), devices);
    });
  }

  /** Addresses are told apart without regard to case. */
  static String normalised(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  private static boolean isAddress(String email) {
    int at = email.indexOf('@');
    return at > 0
        && at < email.length() - 1
        && email.length() <= MAX_EMAIL_CHARACTERS
        && email.chars().noneMatch(c -> c <= ' ' || c == 0x7f || Character.isSurrogate((char) c));
  }

  private static User user(UserRow row) {
    return new User(row.id(), row.email(), row.usedBytes(), row.quotaBytes(), row.createdAt());
  }
}
