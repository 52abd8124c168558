/** What client and server say to each other. */
@NullMarked
package dev.satchel.contract;

import org.jspecify.annotations.NullMarked;
