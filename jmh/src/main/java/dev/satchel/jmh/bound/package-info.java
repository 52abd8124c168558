/** What the machine can do at best: the bounds that figures are held against. */
@NullMarked
package dev.satchel.jmh.bound;

import org.jspecify.annotations.NullMarked;
