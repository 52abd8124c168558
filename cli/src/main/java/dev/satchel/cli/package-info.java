/**
 * What the programs share as programs: where their words go, what they exit with, and the words
 * that are the same in all of them. Knows nothing of Satchel. Start at {@link
 * dev.satchel.cli.Terminal}.
 */
@NullMarked
package dev.satchel.cli;

import org.jspecify.annotations.NullMarked;
