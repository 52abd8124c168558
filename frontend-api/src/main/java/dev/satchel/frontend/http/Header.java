package dev.satchel.frontend.http;

/** One header field of a response. */
public record Header(String name, String value) {}
