package dev.satchel.storage.wire;

import dev.satchel.storage.QuarantineOrder;

/** The body of a quarantine request: disk id (text), reason (text). */
final class QuarantineBodyFormat {

  static final int MAX_BODY_BYTES =
      Short.BYTES + QuarantineOrder.MOST_ID_BYTES + Short.BYTES + QuarantineOrder.MOST_REASON_BYTES;

  private QuarantineBodyFormat() {}
}
