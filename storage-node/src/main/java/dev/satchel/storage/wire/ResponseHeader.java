package dev.satchel.storage.wire;

import dev.satchel.storage.NodeError;
import org.jspecify.annotations.Nullable;

/**
 * The fixed part of a response.
 *
 * @param id of the request that it answers
 * @param error null when the request was done; then the body is the answer, otherwise a sentence
 * @param value an end offset, where the operation answers one; of a piece, where it begins
 * @param moreFollows whether the body is a piece of the answer that is not its last
 */
public record ResponseHeader(
    long id,
    @Nullable NodeError error,
    long value,
    int bodyLengthBytes,
    int bodyCrc,
    boolean moreFollows) {}
