package dev.satchel.erasure;

import java.util.Optional;

/**
 * A codec that this machine may have.
 *
 * @param name what an operator calls it
 * @param needs in words, what is missing where it is missing
 * @param codec empty where it is missing
 */
record CodecCandidate(String name, String needs, Optional<? extends Codec> codec) {}
