package dev.satchel.chaos.architecture.planted.contract;

/** Harmless. */
public record Greeting(String text) {}
