/** The planner's tables: what each pair of changes comes to. */
@NullMarked
package dev.satchel.client.plan;

import org.jspecify.annotations.NullMarked;
