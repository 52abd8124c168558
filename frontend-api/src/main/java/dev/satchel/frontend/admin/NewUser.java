package dev.satchel.frontend.admin;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/** The account to make. */
@Json(naming = Json.Naming.LowerUnderscore)
record NewUser(@Nullable String email, @Nullable String password) {}
