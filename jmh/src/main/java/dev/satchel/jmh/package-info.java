/**
 * What is claimed about speed, measured: each figure beside a bound from the same run.
 *
 * <p>May import everything; nothing imports it. Start with {@link dev.satchel.jmh.BenchMain}, then
 * {@link dev.satchel.jmh.Suite}. {@code machine} guards against what would halve any figure on a
 * virtual machine.
 */
@NullMarked
package dev.satchel.jmh;

import org.jspecify.annotations.NullMarked;
