/** Planted faults. */
@NullMarked
package dev.satchel.chaos.architecture.planted.jmh;

import org.jspecify.annotations.NullMarked;
