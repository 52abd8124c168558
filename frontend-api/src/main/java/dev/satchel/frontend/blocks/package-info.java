/**
 * Blocks over HTTP. A hash is a name and no key: every answer depends on what the caller holds, so
 * that none tells whether somebody else has the bytes. Start at {@link
 * dev.satchel.frontend.blocks.BlockPutEndpoint}.
 */
@NullMarked
package dev.satchel.frontend.blocks;

import org.jspecify.annotations.NullMarked;
