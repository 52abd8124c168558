/**
 * Accounts, devices, namespaces, their journal and versions, and who may refer to which block; over
 * SQLite or PostgreSQL.
 *
 * <p>Start reading at {@link dev.satchel.metadata.Metadata}, then {@link
 * dev.satchel.metadata.Commits}. The decisions of a commit are taken in {@code tree}, which knows
 * no SQL; the tables are in {@code store}. Nothing here knows bytes, storage nodes or HTTP: the
 * contract's records are all that it shares with its callers.
 */
@NullMarked
package dev.satchel.metadata;

import org.jspecify.annotations.NullMarked;
