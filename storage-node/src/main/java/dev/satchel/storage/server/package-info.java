/**
 * A storage node as a process or a part of one: its disks, its extent store and the port.
 *
 * <p>May import {@code extent}, {@code disk}, {@code wire}, {@code runtime}. Start reading at
 * {@link dev.satchel.storage.server.StorageNode}.
 */
@NullMarked
package dev.satchel.storage.server;

import org.jspecify.annotations.NullMarked;
