package dev.satchel.erasure;

import static jdk.incubator.vector.VectorOperators.BITWISE_BLEND;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of {@link VectorCodec}: a template that {@link VectorKernels} makes a class of
 * for each {@link Kernel.Traits}, so that to the compiler all of them are constants.
 *
 * <p>The loops look alike and are written out, because this is what C2 (of Java 25) turns into
 * registers and nothing else; each of these rules is worth a factor of three to ten:
 *
 * <ul>
 *   <li>At most two steps a loop for one output, one step for more: beyond that it gives up and
 *       allocates every vector on the heap.
 *   <li>Methods of our own come first in a loop, the Vector API after them, because inlining stops
 *       for ours first. So the sums and the stores call the API directly.
 *   <li>A vector is never chosen by a condition that only the run time knows, such as whether there
 *       is an earlier sum: that is a trait.
 *   <li>Addresses are cut to {@link #ADDRESS_BITS}, which drops the bounds check.
 * </ul>
 *
 * <p>Letters number the inputs of a pass and the look-ups they become, digits the outputs: {@code
 * c1} is the table that look-up c has for output 1.
 */
final class VectorKernel implements Kernel {

  private static final Traits TRAITS = traits();
  private static final VectorSpecies<Byte> SPECIES = TRAITS.species();
  private static final int LANES = SPECIES.length();
  private static final boolean WIDE = LookupTables.wide(LANES);
  private static final boolean ADDS = TRAITS.adds();
  private static final boolean FROM_ARRAYS = TRAITS.inputs() == Access.ARRAY;
  private static final boolean FROM_ADDRESSES = TRAITS.inputs() == Access.ADDRESS;
  private static final boolean TO_ARRAYS = TRAITS.outputs() == Access.ARRAY;
  private static final boolean TO_ADDRESSES = TRAITS.outputs() == Access.ADDRESS;

  /** All of it: who makes an {@link Operand} has checked it. */
  @SuppressWarnings("restricted")
  private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  /** More than any user's address has, less than {@link #MEMORY} is long. */
  private static final long ADDRESS_BITS = (1L << 56) - 1;

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final long LOW_2_BITS = 0x0303030303030303L;
  private static final long LOW_4_BITS = 0x0f0f0f0f0f0f0f0fL;

  VectorKernel() {}

  private static Traits traits() {
    try {
      return MethodHandles.classData(MethodHandles.lookup(), "_", Traits.class);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void run(Pass pass, long from, int length) {
    switch (pass.outputs().length) {
      case 1 -> one(pass, from, length);
      case 2 -> two(pass, from, length);
      case 3 -> three(pass, from, length);
      case MOST_OUTPUTS -> four(pass, from, length);
      default -> throw new IllegalArgumentException(pass.outputs().length + " outputs");
    }
  }

  private static void one(Pass pass, long from, int length) {
    ByteVector a0 = table(pass, 0);
    ByteVector b0 = table(pass, 1);
    ByteVector c0 = table(pass, 2);
    ByteVector d0 = table(pass, 3);
    ByteVector e0 = table(pass, 4);
    ByteVector f0 = table(pass, 5);
    ByteVector g0 = table(pass, 6);
    ByteVector h0 = table(pass, 7);
    Object in0 = pass.inputs()[0].base();
    long from0 = pass.inputs()[0].offset() + from;
    Object in1 = pass.inputs()[1].base();
    long from1 = pass.inputs()[1].offset() + from;
    Object in2 = pass.inputs()[2].base();
    long from2 = pass.inputs()[2].offset() + from;
    Object in3 = pass.inputs()[3].base();
    long from3 = pass.inputs()[3].offset() + from;
    Object in4 = pass.inputs()[4].base();
    long from4 = pass.inputs()[4].offset() + from;
    Object in5 = pass.inputs()[5].base();
    long from5 = pass.inputs()[5].offset() + from;
    Object out0 = pass.outputs()[0].base();
    long to0 = pass.outputs()[0].offset() + from;
    for (int i = 0; i < length; i += LANES) {
      ByteVector a = load(in0, from0 + i);
      ByteVector b = load(in1, from1 + i);
      ByteVector inC = load(in2, from2 + i);
      ByteVector e = load(in3, from3 + i);
      ByteVector f = load(in4, from4 + i);
      ByteVector inG = load(in5, from5 + i);
      ByteVector sum0 = before(out0, to0 + i);
      ByteVector c = third(a, inC);
      ByteVector d = fourth(a, b, inC);
      ByteVector g = third(e, inG);
      ByteVector h = fourth(e, f, inG);
      sum0 =
          sum0.lanewise(XOR, a.selectFrom(a0))
              .lanewise(XOR, b.selectFrom(b0))
              .lanewise(XOR, c.selectFrom(c0))
              .lanewise(XOR, d.selectFrom(d0))
              .lanewise(XOR, e.selectFrom(e0))
              .lanewise(XOR, f.selectFrom(f0))
              .lanewise(XOR, g.selectFrom(g0))
              .lanewise(XOR, h.selectFrom(h0));
      if (TO_ARRAYS) {
        sum0.intoArray((byte[]) out0, (int) (to0 + i));
      } else if (TO_ADDRESSES) {
        sum0.intoMemorySegment(MEMORY, (to0 + i) & ADDRESS_BITS, ORDER);
      } else {
        sum0.intoMemorySegment((MemorySegment) out0, to0 + i, ORDER);
      }
    }
  }

  private static void two(Pass pass, long from, int length) {
    ByteVector a0 = table(pass, 0);
    ByteVector b0 = table(pass, 1);
    ByteVector c0 = table(pass, 2);
    ByteVector d0 = table(pass, 3);
    ByteVector a1 = table(pass, 4);
    ByteVector b1 = table(pass, 5);
    ByteVector c1 = table(pass, 6);
    ByteVector d1 = table(pass, 7);
    Object in0 = pass.inputs()[0].base();
    long from0 = pass.inputs()[0].offset() + from;
    Object in1 = pass.inputs()[1].base();
    long from1 = pass.inputs()[1].offset() + from;
    Object in2 = pass.inputs()[2].base();
    long from2 = pass.inputs()[2].offset() + from;
    Object out0 = pass.outputs()[0].base();
    long to0 = pass.outputs()[0].offset() + from;
    Object out1 = pass.outputs()[1].base();
    long to1 = pass.outputs()[1].offset() + from;
    for (int i = 0; i < length; i += LANES) {
      ByteVector a = load(in0, from0 + i);
      ByteVector b = load(in1, from1 + i);
      ByteVector inC = load(in2, from2 + i);
      ByteVector sum0 = before(out0, to0 + i);
      ByteVector sum1 = before(out1, to1 + i);
      ByteVector c = third(a, inC);
      ByteVector d = fourth(a, b, inC);
      sum0 =
          sum0.lanewise(XOR, a.selectFrom(a0))
              .lanewise(XOR, b.selectFrom(b0))
              .lanewise(XOR, c.selectFrom(c0))
              .lanewise(XOR, d.selectFrom(d0));
      sum1 =
          sum1.lanewise(XOR, a.selectFrom(a1))
              .lanewise(XOR, b.selectFrom(b1))
              .lanewise(XOR, c.selectFrom(c1))
              .lanewise(XOR, d.selectFrom(d1));
      if (TO_ARRAYS) {
        sum0.intoArray((byte[]) out0, (int) (to0 + i));
        sum1.intoArray((byte[]) out1, (int) (to1 + i));
      } else if (TO_ADDRESSES) {
        sum0.intoMemorySegment(MEMORY, (to0 + i) & ADDRESS_BITS, ORDER);
        sum1.intoMemorySegment(MEMORY, (to1 + i) & ADDRESS_BITS, ORDER);
      } else {
        sum0.intoMemorySegment((MemorySegment) out0, to0 + i, ORDER);
        sum1.intoMemorySegment((MemorySegment) out1, to1 + i, ORDER);
      }
    }
  }

  private static void three(Pass pass, long from, int length) {
    ByteVector a0 = table(pass, 0);
    ByteVector b0 = table(pass, 1);
    ByteVector c0 = table(pass, 2);
    ByteVector d0 = table(pass, 3);
    ByteVector a1 = table(pass, 4);
    ByteVector b1 = table(pass, 5);
    ByteVector c1 = table(pass, 6);
    ByteVector d1 = table(pass, 7);
    ByteVector a2 = table(pass, 8);
    ByteVector b2 = table(pass, 9);
    ByteVector c2 = table(pass, 10);
    ByteVector d2 = table(pass, 11);
    Object in0 = pass.inputs()[0].base();
    long from0 = pass.inputs()[0].offset() + from;
    Object in1 = pass.inputs()[1].base();
    long from1 = pass.inputs()[1].offset() + from;
    Object in2 = pass.inputs()[2].base();
    long from2 = pass.inputs()[2].offset() + from;
    Object out0 = pass.outputs()[0].base();
    long to0 = pass.outputs()[0].offset() + from;
    Object out1 = pass.outputs()[1].base();
    long to1 = pass.outputs()[1].offset() + from;
    Object out2 = pass.outputs()[2].base();
    long to2 = pass.outputs()[2].offset() + from;
    for (int i = 0; i < length; i += LANES) {
      ByteVector a = load(in0, from0 + i);
      ByteVector b = load(in1, from1 + i);
      ByteVector inC = load(in2, from2 + i);
      ByteVector sum0 = before(out0, to0 + i);
      ByteVector sum1 = before(out1, to1 + i);
      ByteVector sum2 = before(out2, to2 + i);
      ByteVector c = third(a, inC);
      ByteVector d = fourth(a, b, inC);
      sum0 =
          sum0.lanewise(XOR, a.selectFrom(a0))
              .lanewise(XOR, b.selectFrom(b0))
              .lanewise(XOR, c.selectFrom(c0))
              .lanewise(XOR, d.selectFrom(d0));
      sum1 =
          sum1.lanewise(XOR, a.selectFrom(a1))
              .lanewise(XOR, b.selectFrom(b1))
              .lanewise(XOR, c.selectFrom(c1))
              .lanewise(XOR, d.selectFrom(d1));
      sum2 =
          sum2.lanewise(XOR, a.selectFrom(a2))
              .lanewise(XOR, b.selectFrom(b2))
              .lanewise(XOR, c.selectFrom(c2))
              .lanewise(XOR, d.selectFrom(d2));
      if (TO_ARRAYS) {
        sum0.intoArray((byte[]) out0, (int) (to0 + i));
        sum1.intoArray((byte[]) out1, (int) (to1 + i));
        sum2.intoArray((byte[]) out2, (int) (to2 + i));
      } else if (TO_ADDRESSES) {
        sum0.intoMemorySegment(MEMORY, (to0 + i) & ADDRESS_BITS, ORDER);
        sum1.intoMemorySegment(MEMORY, (to1 + i) & ADDRESS_BITS, ORDER);
        sum2.intoMemorySegment(MEMORY, (to2 + i) & ADDRESS_BITS, ORDER);
      } else {
        sum0.intoMemorySegment((MemorySegment) out0, to0 + i, ORDER);
        sum1.intoMemorySegment((MemorySegment) out1, to1 + i, ORDER);
        sum2.intoMemorySegment((MemorySegment) out2, to2 + i, ORDER);
      }
    }
  }

  private static void four(Pass pass, long from, int length) {
    ByteVector a0 = table(pass, 0);
    ByteVector b0 = table(pass, 1);
    ByteVector c0 = table(pass, 2);
    ByteVector d0 = table(pass, 3);
    ByteVector a1 = table(pass, 4);
    ByteVector b1 = table(pass, 5);
    ByteVector c1 = table(pass, 6);
    ByteVector d1 = table(pass, 7);
    ByteVector a2 = table(pass, 8);
    ByteVector b2 = table(pass, 9);
    ByteVector c2 = table(pass, 10);
    ByteVector d2 = table(pass, 11);
    ByteVector a3 = table(pass, 12);
    ByteVector b3 = table(pass, 13);
    ByteVector c3 = table(pass, 14);
    ByteVector d3 = table(pass, 15);
    Object in0 = pass.inputs()[0].base();
    long from0 = pass.inputs()[0].offset() + from;
    Object in1 = pass.inputs()[1].base();
    long from1 = pass.inputs()[1].offset() + from;
    Object in2 = pass.inputs()[2].base();
    long from2 = pass.inputs()[2].offset() + from;
    Object out0 = pass.outputs()[0].base();
    long to0 = pass.outputs()[0].offset() + from;
    Object out1 = pass.outputs()[1].base();
    long to1 = pass.outputs()[1].offset() + from;
    Object out2 = pass.outputs()[2].base();
    long to2 = pass.outputs()[2].offset() + from;
    Object out3 = pass.outputs()[3].base();
    long to3 = pass.outputs()[3].offset() + from;
    for (int i = 0; i < length; i += LANES) {
      ByteVector a = load(in0, from0 + i);
      ByteVector b = load(in1, from1 + i);
      ByteVector inC = load(in2, from2 + i);
      ByteVector sum0 = before(out0, to0 + i);
      ByteVector sum1 = before(out1, to1 + i);
      ByteVector sum2 = before(out2, to2 + i);
      ByteVector sum3 = before(out3, to3 + i);
      ByteVector c = third(a, inC);
      ByteVector d = fourth(a, b, inC);
      sum0 =
          sum0.lanewise(XOR, a.selectFrom(a0))
              .lanewise(XOR, b.selectFrom(b0))
              .lanewise(XOR, c.selectFrom(c0))
              .lanewise(XOR, d.selectFrom(d0));
      sum1 =
          sum1.lanewise(XOR, a.selectFrom(a1))
              .lanewise(XOR, b.selectFrom(b1))
              .lanewise(XOR, c.selectFrom(c1))
              .lanewise(XOR, d.selectFrom(d1));
      sum2 =
          sum2.lanewise(XOR, a.selectFrom(a2))
              .lanewise(XOR, b.selectFrom(b2))
              .lanewise(XOR, c.selectFrom(c2))
              .lanewise(XOR, d.selectFrom(d2));
      sum3 =
          sum3.lanewise(XOR, a.selectFrom(a3))
              .lanewise(XOR, b.selectFrom(b3))
              .lanewise(XOR, c.selectFrom(c3))
              .lanewise(XOR, d.selectFrom(d3));
      if (TO_ARRAYS) {
        sum0.intoArray((byte[]) out0, (int) (to0 + i));
        sum1.intoArray((byte[]) out1, (int) (to1 + i));
        sum2.intoArray((byte[]) out2, (int) (to2 + i));
        sum3.intoArray((byte[]) out3, (int) (to3 + i));
      } else if (TO_ADDRESSES) {
        sum0.intoMemorySegment(MEMORY, (to0 + i) & ADDRESS_BITS, ORDER);
        sum1.intoMemorySegment(MEMORY, (to1 + i) & ADDRESS_BITS, ORDER);
        sum2.intoMemorySegment(MEMORY, (to2 + i) & ADDRESS_BITS, ORDER);
        sum3.intoMemorySegment(MEMORY, (to3 + i) & ADDRESS_BITS, ORDER);
      } else {
        sum0.intoMemorySegment((MemorySegment) out0, to0 + i, ORDER);
        sum1.intoMemorySegment((MemorySegment) out1, to1 + i, ORDER);
        sum2.intoMemorySegment((MemorySegment) out2, to2 + i, ORDER);
        sum3.intoMemorySegment((MemorySegment) out3, to3 + i, ORDER);
      }
    }
  }

  private static ByteVector table(Pass pass, int index) {
    return ByteVector.fromArray(SPECIES, pass.tables(), index * LANES);
  }

  private static ByteVector load(Object base, long offset) {
    if (FROM_ARRAYS) {
      return ByteVector.fromArray(SPECIES, (byte[]) base, (int) offset);
    }
    return FROM_ADDRESSES
        ? ByteVector.fromMemorySegment(SPECIES, MEMORY, offset & ADDRESS_BITS, ORDER)
        : ByteVector.fromMemorySegment(SPECIES, (MemorySegment) base, offset, ORDER);
  }

  private static ByteVector before(Object base, long offset) {
    if (!ADDS) {
      return ByteVector.zero(SPECIES);
    }
    if (TO_ARRAYS) {
      return ByteVector.fromArray(SPECIES, (byte[]) base, (int) offset);
    }
    return TO_ADDRESSES
        ? ByteVector.fromMemorySegment(SPECIES, MEMORY, offset & ADDRESS_BITS, ORDER)
        : ByteVector.fromMemorySegment(SPECIES, (MemorySegment) base, offset, ORDER);
  }

  /** The third index of a step; selectFrom looks at no more bits than the table has room for. */
  private static ByteVector third(ByteVector a, ByteVector c) {
    return WIDE ? c : shiftedRight(a, 4).reinterpretAsBytes();
  }

  /** The fourth index of a step. */
  private static ByteVector fourth(ByteVector a, ByteVector b, ByteVector c) {
    if (!WIDE) {
      return shiftedRight(b, 4).reinterpretAsBytes();
    }
    return shiftedRight(c, 2)
        .lanewise(BITWISE_BLEND, shiftedRight(b, 4), LOW_4_BITS)
        .lanewise(BITWISE_BLEND, shiftedRight(a, 6), LOW_2_BITS)
        .reinterpretAsBytes();
  }

  /** There is no shift of bytes; what comes in from the next byte is cut off by the look-up. */
  private static LongVector shiftedRight(ByteVector bytes, int bits) {
    return bytes.reinterpretAsLongs().lanewise(LSHR, bits);
  }
}
