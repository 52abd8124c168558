package dev.satchel.chaos.architecture.planted.client;

import dev.satchel.chaos.architecture.planted.storage.ExtentAddress;

/** A client that talks to the server's inside. */
record Sideways(ExtentAddress address) {}
