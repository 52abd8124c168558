package dev.satchel.metadata.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class PasswordsTest {

  private final Passwords passwords = new Passwords();

  @Test
  void passwordMatchesItsHashOnly() {
    String stored = passwords.hash("p\u00e4ss".toCharArray());

    assertThat(passwords.matches("p\u00e4ss".toCharArray(), stored)).isTrue();
    assertThat(passwords.matches("pass".toCharArray(), stored)).isFalse();
    assertThat(passwords.matches(new char[0], stored)).isFalse();
  }

  @Test
  void twoHashesOfOnePasswordDiffer() {
    assertThat(passwords.hash("same".toCharArray()))
        .isNotEqualTo(passwords.hash("same".toCharArray()));
  }

  @Test
  void hashOfTheReferenceImplementationIsUnderstood() {
    String reference =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    assertThat(passwords.matches("password".toCharArray(), reference)).isTrue();
    assertThat(passwords.matches("Password".toCharArray(), reference)).isFalse();
    assertThat(PasswordHash.parse(reference)).map(PasswordHash::toString).contains(reference);
  }

  @Test
  void damagedHashIsNotAWrongPassword() {
    assertThatThrownBy(() -> passwords.matches("x".toCharArray(), "$argon2id$v=19$rubbish"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void tokensAreLongDifferentAndFitForAHeader() {
    Tokens tokens = new Tokens();
    String token = tokens.newToken();

    assertThat(token).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(tokens.newToken());
    assertThat(Tokens.isWellFormed(token)).isTrue();
    assertThat(Tokens.hash(token)).hasSize(32).isEqualTo(Tokens.hash(token));
  }
}
