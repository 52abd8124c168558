/** Planted faults. */
@NullMarked
package dev.satchel.chaos.architecture.planted.volume.writer;

import org.jspecify.annotations.NullMarked;
