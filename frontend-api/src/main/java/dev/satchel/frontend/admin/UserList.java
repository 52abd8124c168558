package dev.satchel.frontend.admin;

import io.avaje.jsonb.Json;
import java.util.List;

/** All accounts. */
@Json(naming = Json.Naming.LowerUnderscore)
record UserList(List<UserView> users) {}
