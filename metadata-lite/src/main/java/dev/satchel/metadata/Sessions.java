package dev.satchel.metadata;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.satchel.contract.Device;
import dev.satchel.contract.LoginAnswer;
import dev.satchel.metadata.account.Passwords;
import dev.satchel.metadata.account.Tokens;
import dev.satchel.metadata.store.Database;
import dev.satchel.metadata.store.DeviceTable;
import dev.satchel.metadata.store.DeviceTable.DeviceRow;
import dev.satchel.metadata.store.DeviceTable.SignedIn;
import dev.satchel.metadata.store.UserTable;
import dev.satchel.metadata.store.UserTable.UserRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Devices and their tokens. */
public final class Sessions {

  private static final int MAX_NAME_CHARACTERS = 100;
  private static final int MOST_CACHED = 100_000;

  /** How long another process's unlinking may go unnoticed here. */
  private static final Duration CACHED_FOR = Duration.ofSeconds(30);

  private static final Duration SEEN_AGAIN_AFTER = Duration.ofMinutes(5);

  private final Database database;
  private final MetadataConfig config;
  private final Passwords passwords;
  private final Tokens tokens = new Tokens();

  private final Cache<String, Caller> callers =
      Caffeine.newBuilder().maximumSize(MOST_CACHED).expireAfterWrite(CACHED_FOR).build();

  /** Devices unlinked here lately: a look-up under way may yet put one of them into the cache. */
  private final Cache<String, Boolean> unlinked =
      Caffeine.newBuilder().expireAfterWrite(CACHED_FOR.multipliedBy(4)).build();

  Sessions(Database database, MetadataConfig config, Passwords passwords) {
    this.database = database;
    this.config = config;
    this.passwords = passwords;
  }

  /** Signs a device in; each sign-in is a device of its own. */
  public LoginOutcome login(String email, char[] password, String deviceName) {
    String name = deviceName.strip();
    if (name.isEmpty()
        || name.length() > MAX_NAME_CHARACTERS
        || name.chars().anyMatch(Character::isISOControl)) {
      return new LoginOutcome.Invalid(
          "a device's name has 1 to " + MAX_NAME_CHARACTERS + " characters on one line");
    }
    Optional<UserRow> user =
        database.read(handle -> new UserTable(handle).byEmail(Accounts.normalised(email)));
    if (user.isEmpty()) {
      passwords.matchNobody(password);
      return new LoginOutcome.Rejected();
    }
    return passwords.matches(password, user.get().password())
        ? signIn(user.get(), name)
        : new LoginOutcome.Rejected();
  }

  private LoginOutcome signIn(UserRow user, String name) {
    String token = tokens.newToken();
    DeviceRow device =
        new DeviceRow(tokens.newDeviceId(), user.id(), name, config.clock().instant(), null);
    database.<@Nullable Void, RuntimeException>write(handle -> {
      new DeviceTable(handle).add(device, Tokens.hash(token));
      return null;
    });
    return new LoginOutcome.SignedIn(new LoginAnswer(token, device.id(), Long.toString(user.id())));
  }

  /** Whose token this is. An unlinked device is nobody's at once, in this process. */
  public Optional<Caller> authenticate(String token) {
    if (!Tokens.isWellFormed(token)) {
      return Optional.empty();
    }
    byte[] hash = Tokens.hash(token);
    String key = HexFormat.of().formatHex(hash);
    Optional<Caller> caller = Optional.ofNullable(callers.getIfPresent(key));
    if (caller.isEmpty()) {
      caller = find(hash);
      caller.ifPresent(found -> callers.put(key, found));
    }
    return caller.filter(found -> unlinked.getIfPresent(found.deviceId()) == null);
  }

  private Optional<Caller> find(byte[] tokenHash) {
    Optional<SignedIn> found =
        database.read(handle -> new DeviceTable(handle).byTokenHash(tokenHash));
    found.ifPresent(signedIn -> noteSeen(signedIn.device()));
    return found.map(signedIn ->
        new Caller(
            signedIn.device().userId(),
            signedIn.device().id(),
            signedIn.device().name(),
            signedIn.rootNamespace()));
  }

  private void noteSeen(DeviceRow device) {
    Instant now = config.clock().instant();
    Instant last = device.lastSeenAt();
    if (last == null || last.plus(SEEN_AGAIN_AFTER).isBefore(now)) {
      database.<@Nullable Void, RuntimeException>write(handle -> {
        new DeviceTable(handle).seen(device.id(), now);
        return null;
      });
    }
  }

  /** The devices of the caller's user, oldest first. */
  public List<Device> devices(Caller caller) {
    return database.read(handle ->
        new DeviceTable(handle).ofUser(caller.userId()).stream().map(Sessions::device).toList());
  }

  /** Takes a device its token; false if the caller's user has no such device. */
  public boolean unlink(Caller caller, String deviceId) {
    boolean removed =
        database.write(handle -> new DeviceTable(handle).remove(caller.userId(), deviceId));
    if (removed) {
      unlinked.put(deviceId, true);
    }
    return removed;
  }

  /** Unlinks the calling device. */
  public void logout(Caller caller) {
    unlink(caller, caller.deviceId());
  }

  static Device device(DeviceRow row) {
    return new Device(row.id(), row.name(), row.createdAt(), row.lastSeenAt());
  }
}
