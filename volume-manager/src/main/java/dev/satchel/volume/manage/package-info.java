/**
 * The manager: keeps enough volumes open, closes those that cannot go on, seals them.
 *
 * <p>{@link dev.satchel.volume.manage.VolumePlanner} decides, purely, from a {@link
 * dev.satchel.volume.manage.Snapshot}; {@link dev.satchel.volume.manage.StepExecutor} acts, and
 * every step may be repeated after a crash at any point of it. Start with the planner.
 */
@NullMarked
package dev.satchel.volume.manage;

import org.jspecify.annotations.NullMarked;
