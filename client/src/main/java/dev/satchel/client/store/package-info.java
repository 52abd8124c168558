/**
 * The three trees, kept in SQLite.
 *
 * <p>One connection, owned by the engine's control thread, writes; work is gathered into
 * transactions of many changes. Lookups go through prepared statements that stay open, since a pass
 * over a large folder makes hundreds of thousands of them. May import {@code tree}, the contract,
 * Jdbi and Flyway.
 *
 * <p>Start at {@link dev.satchel.client.store.TreeStore}.
 */
@NullMarked
package dev.satchel.client.store;

import org.jspecify.annotations.NullMarked;
