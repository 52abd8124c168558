package dev.satchel.storage.server;

import java.time.Duration;

/**
 * What a node bears of its connections.
 *
 * @param most those beyond are closed at once
 * @param writeTimeout what a caller has not taken for so long ends its connection
 */
record ConnectionLimits(int most, Duration writeTimeout) {

  static final ConnectionLimits USUAL = new ConnectionLimits(1024, Duration.ofSeconds(30));
}
