/**
 * {@code satchel-admin}: asks the admin API over HTTP and prints what it says.
 *
 * <p>Imports the documents in {@code dev.satchel.volume.admin} and nothing else of the cell. Start
 * with {@link dev.satchel.volume.cli.AdminMain}; one class a command.
 */
@NullMarked
package dev.satchel.volume.cli;

import org.jspecify.annotations.NullMarked;
