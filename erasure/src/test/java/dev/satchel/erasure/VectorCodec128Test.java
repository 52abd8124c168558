package dev.satchel.erasure;

import jdk.incubator.vector.ByteVector;

final class VectorCodec128Test extends CodecContract {

  @Override
  Codec codec() {
    return VectorCodec.of(ByteVector.SPECIES_128);
  }
}
