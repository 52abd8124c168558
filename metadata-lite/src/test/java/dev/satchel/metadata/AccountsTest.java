package dev.satchel.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.contract.Device;
import dev.satchel.contract.LoginAnswer;
import dev.satchel.metadata.store.DeviceTable;
import dev.satchel.metadata.store.UserTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
final class AccountsTest {

  private final TestDatabase.Service service;
  private final Metadata metadata;
  private final String email = UUID.randomUUID() + "@example.com";

  AccountsTest(TestDatabase database) {
    service = database.service();
    metadata = service.metadata();
  }

  @Test
  void accountSignsInWithItsPasswordOnly() {
    CreateOutcome created = create(email, "secret \u00e9");

    assertThat(created)
        .isInstanceOfSatisfying(
            CreateOutcome.Created.class, made -> assertThat(made.user().email()).isEqualTo(email));
    assertThat(login(email, "secret \u00e9")).isInstanceOf(LoginOutcome.SignedIn.class);
    assertThat(login("  " + email.toUpperCase(Locale.ROOT) + " ", "secret \u00e9"))
        .isInstanceOf(LoginOutcome.SignedIn.class);
    assertThat(login(email, "secret e")).isInstanceOf(LoginOutcome.Rejected.class);
    assertThat(login(email, "")).isInstanceOf(LoginOutcome.Rejected.class);
    assertThat(login("nobody" + email, "secret \u00e9")).isInstanceOf(LoginOutcome.Rejected.class);
  }

  @Test
  void addressIsTakenOnce() {
    create(email, "one");

    assertThat(create(email.toUpperCase(Locale.ROOT), "two"))
        .isInstanceOf(CreateOutcome.DuplicateAccount.class);
    assertThat(metadata.accounts().list()).extracting(User::email).containsOnlyOnce(email);
  }

  @Test
  void uselessAddressesAndPasswordsAreRefused() {
    for (String address :
        new String[] {"", "@", "a@", "@b", "a b@c", "a\n@b", "x".repeat(300) + "@b"}) {
      assertThat(create(address, "secret")).isInstanceOf(CreateOutcome.Invalid.class);
    }
    assertThat(create(email, "")).isInstanceOf(CreateOutcome.Invalid.class);
  }

  @Test
  void neitherPasswordNorTokenIsStored() {
    create(email, "secret");
    LoginAnswer answer = signIn("secret", "laptop");

    String stored =
        service
            .database()
            .read(handle -> new UserTable(handle).byEmail(email).orElseThrow().password());
    assertThat(stored).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("secret");
    boolean plain =
        service
            .database()
            .read(handle ->
                new DeviceTable(handle)
                    .byTokenHash(answer.token().getBytes(StandardCharsets.UTF_8))
                    .isPresent());
    assertThat(plain).isFalse();
  }

  @Test
  void tokenIsItsDevicesAndNoOther() {
    create(email, "secret");
    LoginAnswer answer = signIn("secret", "laptop");

    Caller caller = metadata.sessions().authenticate(answer.token()).orElseThrow();
    assertThat(caller.deviceId()).isEqualTo(answer.deviceId());
    assertThat(caller.deviceName()).isEqualTo("laptop");
    assertThat(Long.toString(caller.userId())).isEqualTo(answer.userId());
    assertThat(metadata.namespacesOf(caller)).containsExactly(caller.rootNamespace());
    assertThat(metadata.sessions().authenticate("")).isEmpty();
    assertThat(metadata.sessions().authenticate("x".repeat(43))).isEmpty();
    assertThat(metadata.sessions().authenticate(answer.token() + "x")).isEmpty();
  }

  @Test
  void unlinkedDeviceIsOutAtOnce() {
    create(email, "secret");
    LoginAnswer laptop = signIn("secret", "laptop");
    LoginAnswer phone = signIn("secret", "phone");
    Caller caller = metadata.sessions().authenticate(laptop.token()).orElseThrow();
    assertThat(metadata.sessions().authenticate(phone.token())).isPresent();
    assertThat(metadata.sessions().devices(caller))
        .extracting(Device::name)
        .containsExactlyInAnyOrder("laptop", "phone");

    assertThat(metadata.sessions().unlink(caller, phone.deviceId())).isTrue();
    assertThat(metadata.sessions().unlink(caller, phone.deviceId())).isFalse();
    assertThat(metadata.sessions().authenticate(phone.token())).isEmpty();

    metadata.sessions().logout(caller);
    assertThat(metadata.sessions().authenticate(laptop.token())).isEmpty();
  }

  @Test
  void devicesOfOthersAreNotUnlinked() {
    create(email, "secret");
    LoginAnswer mine = signIn("secret", "laptop");
    Caller stranger = new World(service).caller;

    assertThat(metadata.sessions().unlink(stranger, mine.deviceId())).isFalse();
    assertThat(metadata.sessions().authenticate(mine.token())).isPresent();
  }

  @Test
  void accountTellsItsDevicesAndWhenTheyWereSeen() {
    create(email, "secret");
    LoginAnswer laptop = signIn("secret", "laptop");
    service.clock().advance(Duration.ofMinutes(1));
    Caller caller = metadata.sessions().authenticate(laptop.token()).orElseThrow();

    assertThat(metadata.account(caller).email()).isEqualTo(email);
    assertThat(metadata.account(caller).quotaBytes()).isPositive();
    assertThat(metadata.account(caller).devices())
        .singleElement()
        .satisfies(device -> {
          assertThat(device.lastSeenAt()).isEqualTo(service.clock().instant());
          assertThat(device.createdAt()).isBefore(device.lastSeenAt());
        });
  }

  @Test
  void deviceNamesAreHeldWithinBounds() {
    for (String name : new String[] {"", "  ", "a\nb", "x".repeat(101)}) {
      assertThat(metadata.sessions().login(email, "secret".toCharArray(), name))
          .isInstanceOf(LoginOutcome.Invalid.class);
    }
  }

  private CreateOutcome create(String address, String password) {
    return metadata.accounts().create(address, password.toCharArray());
  }

  private LoginOutcome login(String address, String password) {
    return metadata.sessions().login(address, password.toCharArray(), "laptop");
  }

  private LoginAnswer signIn(String password, String device) {
    LoginOutcome outcome = metadata.sessions().login(email, password.toCharArray(), device);
    return ((LoginOutcome.SignedIn) outcome).answer();
  }
}
