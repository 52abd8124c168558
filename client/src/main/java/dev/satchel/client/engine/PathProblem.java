package dev.satchel.client.engine;

/**
 * Why one path is not in sync.
 *
 * @param path as the server writes it, {@code /} first
 * @param code a stable word for programs, such as {@code unreadable}
 * @param detail one sentence for a person
 */
public record PathProblem(String path, String code, String detail) {}
