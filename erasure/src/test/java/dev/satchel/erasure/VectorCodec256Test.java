package dev.satchel.erasure;

import jdk.incubator.vector.ByteVector;

final class VectorCodec256Test extends CodecContract {

  @Override
  Codec codec() {
    return VectorCodec.of(ByteVector.SPECIES_256);
  }
}
