package dev.satchel.storage.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What knows the addresses of hosts, and may take its time to tell: the system's, or a test's. */
@FunctionalInterface
public interface NameService {

  /** The system's; it remembers what it found for half a minute. */
  NameService SYSTEM = InetAddress::getByName;

  /** Blocks until the address is known, or known not to exist. */
  InetAddress find(String host) throws UnknownHostException;
}
