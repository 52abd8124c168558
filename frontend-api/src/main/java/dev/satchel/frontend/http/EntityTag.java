package dev.satchel.frontend.http;

import java.util.Optional;

/**
 * A strong entity tag.
 *
 * @param value without the quotes; holds none itself
 */
public record EntityTag(String value) {

  /** The header's form. */
  public String text() {
    return '"' + value + '"';
  }

  /** Whether an {@code If-None-Match} names this tag. */
  public boolean isAmong(Optional<String> header) {
    if (header.isEmpty()) {
      return false;
    }
    for (String candidate : header.get().split(",", -1)) {
      String tag = candidate.strip();
      String strong = tag.startsWith("W/") ? tag.substring(2) : tag;
      if (strong.equals("*") || strong.equals(text())) {
        return true;
      }
    }
    return false;
  }

  /** The response with this tag. */
  public Response on(Response response) {
    return response.with("etag", text());
  }
}
