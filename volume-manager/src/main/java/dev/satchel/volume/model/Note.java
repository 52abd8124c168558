package dev.satchel.volume.model;

/**
 * What the leading manager has to say to writers and operators.
 *
 * @param code for programs
 * @param text one sentence for people
 */
public record Note(String code, String text) {

  /** No free extent on enough disks. */
  public static final String NO_SPACE = "no-space";

  /** Not enough failure domains have a node that is up. */
  public static final String TOO_FEW_DOMAINS = "too-few-domains";
}
