/**
 * The cell: where blocks live. This package is what other modules see.
 *
 * <p>A frontend opens a {@link dev.satchel.volume.Cell} and uses it as a {@link
 * dev.satchel.volume.store.BlockStore}; a manager process runs a {@link
 * dev.satchel.volume.ManagerLoop} over it; a node process reports by a {@link
 * dev.satchel.volume.NodeAgent}. Start reading at {@code Cell}: the order of its construction is
 * the order of dependency.
 *
 * <p>May import the packages below it, {@code dev.satchel.storage} and {@code
 * dev.satchel.contract}; nothing about users, paths or HTTP for clients.
 */
@NullMarked
package dev.satchel.volume;

import org.jspecify.annotations.NullMarked;
