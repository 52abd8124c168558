/** Planted faults. */
@NullMarked
package dev.satchel.chaos.architecture.planted.metadata;

import org.jspecify.annotations.NullMarked;
