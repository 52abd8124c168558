package dev.satchel.frontend.http;

import org.jspecify.annotations.Nullable;

/** The methods that this server knows. */
public enum Method {
  GET,
  HEAD,
  POST,
  PUT,
  PATCH,
  DELETE,
  OPTIONS;

  /** The method of that name, exactly as written; null if there is none. */
  static @Nullable Method of(String name) {
    for (Method method : values()) {
      if (method.name().equals(name)) {
        return method;
      }
    }
    return null;
  }
}
