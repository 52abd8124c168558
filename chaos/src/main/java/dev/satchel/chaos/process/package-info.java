/**
 * The programs as real processes: start them as a user would, wait until they serve, kill them.
 *
 * <p>Imports nothing of the programs themselves. Start reading at {@link
 * dev.satchel.chaos.process.ServerProcess}.
 */
@NullMarked
package dev.satchel.chaos.process;

import org.jspecify.annotations.NullMarked;
