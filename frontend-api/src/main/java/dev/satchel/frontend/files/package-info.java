/**
 * Files put together from their blocks. Start at {@link dev.satchel.frontend.files.FileEndpoint}.
 */
@NullMarked
package dev.satchel.frontend.files;

import org.jspecify.annotations.NullMarked;
