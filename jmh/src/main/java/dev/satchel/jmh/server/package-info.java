/**
 * Programs of the product as processes of their own, with the flags that operators run them with,
 * and what they cost.
 */
@NullMarked
package dev.satchel.jmh.server;

import org.jspecify.annotations.NullMarked;
