/** Planted faults. */
@NullMarked
package dev.satchel.chaos.architecture.planted.volume;

import org.jspecify.annotations.NullMarked;
