/**
 * The four services, each put together in one method: read {@link
 * dev.satchel.frontend.service.UpService#start} as the picture of the system. This is the only
 * package that knows all modules.
 */
@NullMarked
package dev.satchel.frontend.service;

import org.jspecify.annotations.NullMarked;
