package dev.satchel.jmh.storage;

import dev.satchel.storage.extent.Batch;

/** A batch as it stands when its last byte has come from the network: filled in and checked. */
record Received(Batch batch, int payloadCrc) {}
