/**
 * The cell's state in SQL, on SQLite and on PostgreSQL alike.
 *
 * <p>Nothing outside this package knows a table. Start with {@link
 * dev.satchel.volume.sql.CellDatabase}, then {@code db/cell/V1__cell.sql}.
 */
@NullMarked
package dev.satchel.volume.sql;

import org.jspecify.annotations.NullMarked;
