package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one commit entry.
 *
 * @param status as the HTTP status of a single commit: 200, 403, 409, 422, 507 ...
 * @param code a {@link ProblemCode}'s text when the status is not 200
 * @param conflict the server's entry, when the status is 409 and there is one
 * @param missing the blocks to upload first, when the status is 422
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record CommitResult(
    int status,
    @Nullable String rev,
    @Nullable String id,
    @Nullable String cursor,
    @Nullable String code,
    @Nullable String detail,
    @Nullable Entry conflict,
    @Nullable List<BlockHash> missing) {}
