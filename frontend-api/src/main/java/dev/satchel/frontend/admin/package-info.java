/**
 * What {@code satchel-admin} asks and tells, and the heartbeats of nodes. Start at {@link
 * dev.satchel.frontend.admin.AdminRoutes}.
 */
@NullMarked
package dev.satchel.frontend.admin;

import org.jspecify.annotations.NullMarked;
