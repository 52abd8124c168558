package dev.satchel.metadata;

import dev.satchel.contract.ProblemCode;

/** A whole request that cannot be answered, with the code that its caller is told. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final ProblemCode code;

  /** A refusal; {@code detail} is one sentence for a person. */
  public RefusedException(ProblemCode code, String detail) {
    super(detail);
    this.code = code;
  }

  /** The stable code. */
  public ProblemCode code() {
    return code;
  }
}
