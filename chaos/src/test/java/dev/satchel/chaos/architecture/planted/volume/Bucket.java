package dev.satchel.chaos.architecture.planted.volume;

import dev.satchel.chaos.architecture.planted.jmh.Lap;

/** Measures itself with a benchmark. */
record Bucket(Lap lap) {}
