/** The documents of the admin API, as JSON and as the CLI prints them. Records only. */
@NullMarked
package dev.satchel.volume.admin;

import org.jspecify.annotations.NullMarked;
