/**
 * The program {@code satchel}: one class a command. Commands parse, ask others to do the work, and
 * print; what programs read goes to standard output, what people read about it to standard error.
 *
 * <p>May import every other package of the client; nothing imports it. Start at {@link
 * dev.satchel.client.cli.ClientMain}, then {@link dev.satchel.client.cli.Commands}.
 */
@NullMarked
package dev.satchel.client.cli;

import org.jspecify.annotations.NullMarked;
