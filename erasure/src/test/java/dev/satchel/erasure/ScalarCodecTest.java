package dev.satchel.erasure;

final class ScalarCodecTest extends CodecContract {

  @Override
  Codec codec() {
    return new ScalarCodec();
  }
}
