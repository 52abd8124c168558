package dev.satchel.chaos.architecture.planted.frontend;

import dev.satchel.chaos.architecture.planted.storage.ExtentAddress;

/** Looks below the cell. */
record Locator(ExtentAddress address) {}
