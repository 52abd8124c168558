/** Planted faults. */
@NullMarked
package dev.satchel.chaos.architecture.planted.contract;

import org.jspecify.annotations.NullMarked;
