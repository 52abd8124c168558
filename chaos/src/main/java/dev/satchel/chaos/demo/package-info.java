/**
 * The main job in one command: a cell of nine nodes, two devices, real files, a conflict, a killed
 * node. Every claim it prints was checked by hash just before.
 *
 * <p>Start reading at {@link dev.satchel.chaos.demo.Demo}.
 */
@NullMarked
package dev.satchel.chaos.demo;

import org.jspecify.annotations.NullMarked;
