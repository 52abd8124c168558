/**
 * HTTP/1.1 from bytes to handlers: bytes, limits, route, straight-line handler on a virtual thread,
 * one renderer of problems.
 *
 * <p>Start at {@link dev.satchel.frontend.http.HttpServer}, then follow a request through {@link
 * dev.satchel.frontend.http.HttpConnection} (the event loop's side) and {@link
 * dev.satchel.frontend.http.Exchange} (the handler's side). Netty stays in here; handlers see
 * {@link dev.satchel.frontend.http.Request}, {@link dev.satchel.frontend.http.Response} and {@link
 * dev.satchel.frontend.http.Payload}. This package may import Netty and the contract, nothing else
 * of Satchel.
 */
@NullMarked
package dev.satchel.frontend.http;

import org.jspecify.annotations.NullMarked;
