package dev.satchel.chaos.architecture.planted.unmarked;

/** Its package says nothing of null. */
record Unmarked() {}
