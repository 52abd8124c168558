/** Planted faults. */
@NullMarked
package dev.satchel.chaos.architecture.planted.frontend;

import org.jspecify.annotations.NullMarked;
