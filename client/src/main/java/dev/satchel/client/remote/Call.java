package dev.satchel.client.remote;

import java.net.http.HttpRequest;
import java.time.Duration;

/**
 * One request, ready to be sent as often as needed.
 *
 * @param repeatable whether sending it twice does no more than sending it once
 */
record Call(HttpRequest request, Duration deadline, boolean repeatable) {}
