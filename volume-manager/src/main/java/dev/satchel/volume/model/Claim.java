package dev.satchel.volume.model;

import org.jspecify.annotations.Nullable;

/**
 * Who appends to a volume.
 *
 * @param owner the process, or null when nobody does
 * @param epoch grows with every claim; nodes refuse appends under a lower one
 * @param beat grows while the owner lives
 */
public record Claim(@Nullable String owner, long epoch, long beat) {}
