package dev.satchel.storage.pull;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.PullOrder;

/**
 * A pull as it was asked for.
 *
 * @param epoch of the manager that asks
 * @param id of the extent here
 * @param deadlineNanos by {@code System.nanoTime()}
 */
public record PullJob(long epoch, ExtentId id, PullOrder order, long deadlineNanos) {}
