package dev.satchel.client.engine;

import dev.satchel.client.disk.SyncRoot;
import dev.satchel.client.store.TreeStore;

/** What all that works for the control thread shares. */
record Workbench(TreeStore store, SyncRoot root, Tally tally, Steps steps) {}
