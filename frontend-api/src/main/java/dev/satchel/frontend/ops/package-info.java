/** What machines ask of a server: is it alive, is it ready, how is it doing. */
@NullMarked
package dev.satchel.frontend.ops;

import org.jspecify.annotations.NullMarked;
