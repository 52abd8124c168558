/**
 * A storage node as a process or a part of one: its disks, its extent store and the port.
 *
 * <p>May import all others but {@code client}, {@code inspect} and {@code record}. Start reading at
 * {@link dev.satchel.storage.server.StorageNode}.
 */
@NullMarked
package dev.satchel.storage.server;

import org.jspecify.annotations.NullMarked;
