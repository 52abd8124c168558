/**
 * Signing in and out, devices, the account. Start at {@link
 * dev.satchel.frontend.auth.LoginEndpoint}.
 */
@NullMarked
package dev.satchel.frontend.auth;

import org.jspecify.annotations.NullMarked;
