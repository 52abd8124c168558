package dev.satchel.metadata;

import dev.satchel.contract.Device;
import java.util.List;
import java.util.Optional;

/** Devices and their tokens. */
public final class Sessions {

  Sessions() {}

  /** Signs a device in. */
  public LoginOutcome login(String email, char[] password, String deviceName) {
    throw new UnsupportedOperationException();
  }

  /** Whose token this is. */
  public Optional<Caller> authenticate(String token) {
    throw new UnsupportedOperationException();
  }

  /** The devices of the caller. */
  public List<Device> devices(Caller caller) {
    throw new UnsupportedOperationException();
  }

  /** Takes a device its token; false if the caller has no such device. */
  public boolean unlink(Caller caller, String deviceId) {
    throw new UnsupportedOperationException();
  }

  /** Unlinks the calling device. */
  public void logout(Caller caller) {
    throw new UnsupportedOperationException();
  }
}
