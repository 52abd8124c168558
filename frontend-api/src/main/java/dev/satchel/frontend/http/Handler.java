package dev.satchel.frontend.http;

/**
 * Answers the requests of a route.
 *
 * <p>Runs on a virtual thread of its own and may block. It sends one answer, now or, having kept
 * {@code answer}, later. What it throws before that is rendered as a problem.
 */
@FunctionalInterface
public interface Handler {
  void handle(Request request, Answer answer) throws Exception;
}
