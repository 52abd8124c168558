/**
 * The tables: connections, migrations, and one class a table or two that belong together.
 *
 * <p>The only package that knows SQL, and that two databases differ. Imports {@code tree} for what
 * rows hold. Start reading at {@link dev.satchel.metadata.store.Database}; docs/metadata.md
 * describes the tables.
 */
@NullMarked
package dev.satchel.metadata.store;

import org.jspecify.annotations.NullMarked;
