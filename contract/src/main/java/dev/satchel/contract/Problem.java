package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem document.
 *
 * @param code a {@link ProblemCode}'s text: stable, for programs
 * @param detail one sentence for a person
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record Problem(
    String type,
    String title,
    int status,
    String code,
    @Nullable String detail,
    @Nullable String requestId,
    @Nullable Entry conflict,
    @Nullable List<BlockHash> missing) {}
