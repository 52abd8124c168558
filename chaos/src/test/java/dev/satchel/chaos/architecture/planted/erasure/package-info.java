/** Planted faults. */
@NullMarked
package dev.satchel.chaos.architecture.planted.erasure;

import org.jspecify.annotations.NullMarked;
