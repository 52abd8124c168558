/**
 * Shards in, shards out: turns data into parity, and lost shards back into bytes.
 *
 * <p>Pure: it imports nothing but the JDK, and of that neither files nor network nor threads; a
 * clock only to find out which codec is the fastest. The field, the matrices and worked examples
 * are in {@code docs/format/erasure-code.md}.
 *
 * <p>Start with {@link dev.satchel.erasure.Code}, which is a name and a matrix; then {@link
 * dev.satchel.erasure.RecoveryPlanner}, which turns "these are lost" into coefficients; then {@link
 * dev.satchel.erasure.Codec}, the one loop over bytes, and {@link dev.satchel.erasure.Codecs},
 * which chooses the fastest. {@link dev.satchel.erasure.Coder} puts the three together and is what
 * other modules call; {@link dev.satchel.erasure.ColumnStream} does so for shards larger than
 * memory.
 */
@NullMarked
package dev.satchel.erasure;

import org.jspecify.annotations.NullMarked;
