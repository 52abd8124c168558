/** Planted faults. */
@NullMarked
package dev.satchel.chaos.architecture.planted.storage;

import org.jspecify.annotations.NullMarked;
