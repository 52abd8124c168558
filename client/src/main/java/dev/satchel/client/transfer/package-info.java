/**
 * Files to blocks and back: cutting and hashing, sending what is missing, fetching what is not
 * here. May import {@code remote}, the contract and the JDK; knows nothing of trees and plans.
 *
 * <p>Start at {@link dev.satchel.client.transfer.FileBlocks}.
 */
@NullMarked
package dev.satchel.client.transfer;

import org.jspecify.annotations.NullMarked;
