package dev.satchel.storage.disk;

import dev.satchel.storage.IoMode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that fails as real ones do: unsynced writes are lost or torn at a crash, the nth
 * write or sync fails, a write goes elsewhere, bits flip, space ends, everything takes long (by a
 * clock of its own). Strict: nothing may be written where nothing was allocated.
 */
public final class FaultyDisk implements Disk {

  private static final int SECTOR_BYTES = 512;

  private final byte[] visible;
  private final byte[] durable;
  private final long mostBytes;
  private final List<Write> unsynced = new ArrayList<>();
  private final BitSet allocated;
  private long allocatedEnd;
  private long changesUntilFault = Long.MAX_VALUE;
  private boolean faultIsCrash;
  private boolean readsFail;
  private final BitSet spoiled = new BitSet();
  private long readsLeft = Long.MAX_VALUE;
  private int syncs;
  private long readBytes;
  private @Nullable Semaphore syncGate;
  private @Nullable Semaphore readGate;
  private @Nullable Semaphore allocationGate;
  private long writesUntilMisdirected = Long.MAX_VALUE;
  private int misdirectedByBytes;
  private long nanos;
  private long nanosPerOperation;
  private boolean hasHoles = true;
  private Optional<String> lost = Optional.empty();

  private record Write(int position, byte[] bytes) {}

  /** A blank disk. */
  public FaultyDisk(int sizeBytes) {
    this(new byte[sizeBytes], 0, new BitSet());
  }

  private FaultyDisk(byte[] image, long allocatedEnd, BitSet allocated) {
    this.visible = image;
    this.durable = image.clone();
    this.mostBytes = image.length;
    this.allocatedEnd = allocatedEnd;
    this.allocated = allocated;
  }

  /** From now on, the nth write or sync fails, and everything after it too. */
  public synchronized void crashAtChange(long nth) {
    changesUntilFault = nth;
    faultIsCrash = true;
  }

  /** The nth write or sync from now on fails; later ones seem to work. */
  public synchronized void failChange(long nth) {
    changesUntilFault = nth;
    faultIsCrash = false;
  }

  /** The nth write from now on goes elsewhere, and seems to work. */
  public synchronized void misdirectWrite(long nth, int byBytes) {
    writesUntilMisdirected = nth;
    misdirectedByBytes = byBytes;
  }

  /** From now on each operation takes so long, by {@link #nanoTime}. */
  public synchronized void slowDown(long nanosEach) {
    nanosPerOperation = nanosEach;
  }

  /** The time by which operations take long; it moves with them only. */
  public synchronized long nanoTime() {
    return nanos;
  }

  /** Time goes by without an operation. */
  public synchronized void pass(long passedNanos) {
    nanos += passedNanos;
  }

  /** From now on it is a device, which cannot tell zeros without reading them. */
  public synchronized void forgetHoles() {
    hasHoles = false;
  }

  public synchronized void failReads(boolean fail) {
    readsFail = fail;
  }

  /** So many reads are still done, all later ones fail. */
  public synchronized void failReadsAfter(int reads) {
    readsLeft = reads;
  }

  /** From now on what touches these bytes cannot be read: a bad place. */
  public synchronized void spoil(long position, int lengthBytes) {
    spoiled.set((int) position, (int) position + lengthBytes);
  }

  /** Lets all be read again. */
  public synchronized void heal() {
    spoiled.clear();
  }

  /** From now on a sync takes a permit first. */
  public void holdSyncs(Semaphore gate) {
    synchronized (this) {
      syncGate = gate;
    }
  }

  /** From now on a read takes a permit first. */
  public void holdReads(Semaphore gate) {
    synchronized (this) {
      readGate = gate;
    }
  }

  /** From now on an allocation takes a permit first. */
  public void holdAllocations(Semaphore gate) {
    synchronized (this) {
      allocationGate = gate;
    }
  }

  /** From now on it is not what was opened. */
  public synchronized void lose(String why) {
    lost = Optional.of(why);
  }

  public synchronized int syncs() {
    return syncs;
  }

  /** How much was read since the disk was made. */
  public synchronized long readBytes() {
    return readBytes;
  }

  /** Changes one bit, as rot does. */
  public synchronized void flipBit(long position) {
    visible[(int) position] ^= 1;
    durable[(int) position] ^= 1;
  }

  /** Changes one bit on the medium, which nobody sees before the cache is dropped. */
  public synchronized void rotBelowTheCache(long position) {
    durable[(int) position] ^= 1;
  }

  public synchronized void zero(long position, int lengthBytes) {
    Arrays.fill(visible, (int) position, (int) position + lengthBytes, (byte) 0);
    Arrays.fill(durable, (int) position, (int) position + lengthBytes, (byte) 0);
  }

  /** The disk after a power cut: of what was not synced, any sectors may be there or not. */
  public synchronized FaultyDisk afterPowerCut(RandomGenerator random) {
    byte[] image = durable.clone();
    for (Write write : unsynced) {
      int fate = random.nextInt(4);
      for (int at = 0; at < write.bytes.length; at += SECTOR_BYTES) {
        boolean kept = fate == 0 || (fate > 1 && random.nextBoolean());
        if (kept) {
          int count = Math.min(SECTOR_BYTES, write.bytes.length - at);
          System.arraycopy(write.bytes, at, image, write.position + at, count);
        }
      }
    }
    return new FaultyDisk(image, allocatedEnd, (BitSet) allocated.clone());
  }

  /** The disk after the process was killed: all that the kernel had is there. */
  public synchronized FaultyDisk afterKill() {
    return new FaultyDisk(visible.clone(), allocatedEnd, (BitSet) allocated.clone());
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    PageMemory.check(position, target);
    Semaphore gate;
    synchronized (this) {
      gate = readGate;
    }
    pass(gate);
    readNow(position, target);
  }

  private synchronized void readNow(long position, ByteBuffer target) throws IOException {
    nanos += nanosPerOperation;
    if (readsFail || readsLeft-- <= 0 || isSpoiled(position, target.remaining())) {
      throw new IOException("input/output error");
    }
    if (position + target.remaining() > allocatedEnd) {
      throw new EOFException("disk ends at " + allocatedEnd);
    }
    readBytes += target.remaining();
    target.put(visible, (int) position, target.remaining());
  }

  private boolean isSpoiled(long position, int lengthBytes) {
    int next = spoiled.nextSetBit((int) position);
    return next >= 0 && next < position + lengthBytes;
  }

  /** Only what is synced can be dropped. */
  @Override
  public synchronized void dropCached(long position, long lengthBytes) {
    if (unsynced.isEmpty()) {
      System.arraycopy(durable, (int) position, visible, (int) position, (int) lengthBytes);
    }
  }

  @Override
  public synchronized void write(long position, ByteBuffer source) throws IOException {
    PageMemory.check(position, source);
    checkAllocated(position, source.remaining());
    byte[] bytes = new byte[source.remaining()];
    source.get(bytes);
    change(position + misdirection(), bytes);
  }

  private int misdirection() {
    if (writesUntilMisdirected == Long.MAX_VALUE || --writesUntilMisdirected > 0) {
      return 0;
    }
    writesUntilMisdirected = Long.MAX_VALUE;
    return misdirectedByBytes;
  }

  private void change(long position, byte[] bytes) throws IOException {
    nanos += nanosPerOperation;
    boolean fails = isFault();
    if (faultIsCrash && changesUntilFault < 0) {
      throw new IOException("input/output error: nobody is there any more");
    }
    int written = fails ? bytes.length / 2 / SECTOR_BYTES * SECTOR_BYTES : bytes.length;
    System.arraycopy(bytes, 0, visible, (int) position, written);
    unsynced.add(new Write((int) position, Arrays.copyOf(bytes, written)));
    if (fails) {
      throw new IOException("input/output error");
    }
  }

  @Override
  public void sync() throws IOException {
    Semaphore gate;
    synchronized (this) {
      gate = syncGate;
    }
    pass(gate);
    syncNow();
  }

  private static void pass(@Nullable Semaphore gate) {
    if (gate != null) {
      gate.acquireUninterruptibly();
    }
  }

  private synchronized void syncNow() throws IOException {
    syncs++;
    nanos += nanosPerOperation;
    if (isFault()) {
      // As Linux does: the pages are clean now, and the bytes are nowhere.
      throw new IOException("input/output error");
    }
    for (Write write : unsynced) {
      System.arraycopy(write.bytes, 0, durable, write.position, write.bytes.length);
    }
    unsynced.clear();
  }

  private boolean isFault() {
    if (changesUntilFault == Long.MAX_VALUE) {
      return false;
    }
    changesUntilFault--;
    return faultIsCrash ? changesUntilFault <= 0 : changesUntilFault == 0;
  }

  private void checkAllocated(long position, int lengthBytes) {
    int firstPage = (int) (position / PAGE_BYTES);
    int endPage = (int) ((position + lengthBytes) / PAGE_BYTES);
    if (allocated.nextClearBit(firstPage) < endPage) {
      throw new IllegalStateException("write at " + position + " where nothing is allocated");
    }
  }

  @Override
  public void allocate(long position, long lengthBytes) throws IOException {
    PageMemory.check(position, lengthBytes);
    Semaphore gate;
    synchronized (this) {
      gate = allocationGate;
    }
    pass(gate);
    allocateNow(position, lengthBytes);
  }

  private synchronized void allocateNow(long position, long lengthBytes) throws DiskFullException {
    if (position + lengthBytes > mostBytes) {
      throw new DiskFullException("no space left");
    }
    allocatedEnd = Math.max(allocatedEnd, position + lengthBytes);
    allocated.set((int) (position / PAGE_BYTES), (int) ((position + lengthBytes) / PAGE_BYTES));
  }

  @Override
  public synchronized void erase(long position, long lengthBytes) throws IOException {
    PageMemory.check(position, lengthBytes);
    change(position, new byte[Math.toIntExact(lengthBytes)]);
    allocated.clear((int) (position / PAGE_BYTES), (int) ((position + lengthBytes) / PAGE_BYTES));
  }

  @Override
  public synchronized long nextData(long position) {
    int at = (int) position;
    while (hasHoles && at < allocatedEnd && visible[at] == 0) {
      at++;
    }
    return Math.max(position, at);
  }

  @Override
  public synchronized long sizeBytes() {
    return allocatedEnd;
  }

  @Override
  public synchronized Optional<String> lost() {
    return lost;
  }

  @Override
  public IoMode mode() {
    return IoMode.DIRECT;
  }

  @Override
  public String path() {
    return "faulty";
  }

  @Override
  public void close() {}
}
