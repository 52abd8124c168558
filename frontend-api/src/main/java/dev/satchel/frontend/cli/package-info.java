/**
 * {@code satchel-server}: its commands, its options, and where they may be set besides. Start at
 * {@link dev.satchel.frontend.cli.ServerMain}.
 */
@NullMarked
package dev.satchel.frontend.cli;

import org.jspecify.annotations.NullMarked;
