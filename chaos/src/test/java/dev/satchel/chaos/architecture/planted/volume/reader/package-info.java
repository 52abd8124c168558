/** Planted faults. */
@NullMarked
package dev.satchel.chaos.architecture.planted.volume.reader;

import org.jspecify.annotations.NullMarked;
