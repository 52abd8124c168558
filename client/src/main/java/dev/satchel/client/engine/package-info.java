/**
 * The sync engine: one control thread that owns the three trees, and what it directs.
 *
 * <p>May import every other package of the client below it ({@code tree}, {@code plan}, {@code
 * store}, {@code disk}, {@code remote}, {@code transfer}); nothing but the programs imports it.
 *
 * <p>Start at {@link dev.satchel.client.engine.SyncEngine}.
 */
@NullMarked
package dev.satchel.client.engine;

import org.jspecify.annotations.NullMarked;
