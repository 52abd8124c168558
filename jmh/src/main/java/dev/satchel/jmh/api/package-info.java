/** Blocks over HTTP, to and from a whole server with nine nodes: everything included. */
@NullMarked
package dev.satchel.jmh.api;

import org.jspecify.annotations.NullMarked;
