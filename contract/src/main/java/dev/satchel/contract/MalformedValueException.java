package dev.satchel.contract;

import io.avaje.json.JsonDataException;

/** A value in JSON that is not of its form; the message says the form, in words for the sender. */
public final class MalformedValueException extends JsonDataException {

  private static final long serialVersionUID = 1L;

  MalformedValueException(String form) {
    super(form);
  }
}
