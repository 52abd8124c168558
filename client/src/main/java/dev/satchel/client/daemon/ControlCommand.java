package dev.satchel.client.daemon;

import io.avaje.jsonb.Json;
import java.util.Locale;

/** What a command may ask of the daemon. */
public enum ControlCommand {
  /** Where do you stand? */
  STATUS,
  /** Do a pass now and say what came of it; answered by a line each second until it is done. */
  SYNC,
  /** Move nothing until resumed. */
  PAUSE,
  /** Go on. */
  RESUME,
  /** The held deletes may go to the server. */
  ALLOW_DELETES,
  /** What was deleted here comes back. */
  RESTORE_DELETED,
  /** End. */
  STOP;

  /** The JSON form. */
  @Json.Value
  public String json() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
