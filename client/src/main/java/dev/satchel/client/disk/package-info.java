/**
 * The synced folder: what is in it, what changes in it, and how it is changed.
 *
 * <p>Everything that touches the user's files is here. May import {@code tree}, {@code store} and
 * {@code transfer}.
 *
 * <p>Start at {@link dev.satchel.client.disk.SyncRoot}; then {@link
 * dev.satchel.client.disk.Scanner} for reading and {@link dev.satchel.client.disk.FolderWriter} for
 * writing.
 */
@NullMarked
package dev.satchel.client.disk;

import org.jspecify.annotations.NullMarked;
