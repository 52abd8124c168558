/**
 * Secrets: passwords and tokens, and the forms in which they may be stored.
 *
 * <p>Knows no database. Imports BouncyCastle for argon2id.
 */
@NullMarked
package dev.satchel.metadata.account;

import org.jspecify.annotations.NullMarked;
