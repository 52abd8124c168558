/** Planted faults. */
@NullMarked
package dev.satchel.chaos.architecture.planted.client;

import org.jspecify.annotations.NullMarked;
