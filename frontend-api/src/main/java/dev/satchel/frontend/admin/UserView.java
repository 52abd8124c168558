package dev.satchel.frontend.admin;

import dev.satchel.metadata.User;
import io.avaje.jsonb.Json;
import java.time.Instant;

/** An account as the operator sees it. */
@Json(naming = Json.Naming.LowerUnderscore)
record UserView(String id, String email, long usedBytes, long quotaBytes, Instant createdAt) {
  static UserView of(User user) {
    return new UserView(
        Long.toString(user.id()),
        user.email(),
        user.usedBytes(),
        user.quotaBytes(),
        user.createdAt());
  }
}
