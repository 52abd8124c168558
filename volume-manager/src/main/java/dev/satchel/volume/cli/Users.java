package dev.satchel.volume.cli;

import io.avaje.jsonb.Json;
import java.util.List;

/** What the server says of accounts. */
@Json(naming = Json.Naming.LowerUnderscore)
record Users(List<User> users) {

  /** One account. */
  @Json(naming = Json.Naming.LowerUnderscore)
  record User(String id, String email, long usedBytes, long quotaBytes, String createdAt) {}

  /** The account to make. */
  @Json(naming = Json.Naming.LowerUnderscore)
  record NewUser(String email, String password) {}
}
