package dev.satchel.chaos.architecture.planted.contract;

import dev.satchel.chaos.architecture.planted.erasure.Parity;

/** An arrow from the lowest module up. */
record Upward(Parity parity) {}
