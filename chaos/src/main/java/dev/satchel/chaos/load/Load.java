package dev.satchel.chaos.load;

import dev.satchel.contract.BlockHash;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writers that store files of one block as fast as they are acknowledged, and a memory of what was.
 *
 * <p>The bytes of each file follow from the seed and its number, so that nothing but the number
 * needs to be remembered to check it. A call that fails is not acknowledged and is forgotten: only
 * a promise that was given can be broken.
 */
public final class Load implements AutoCloseable {

  private static final int SMALLEST_BYTES = 1;
  private static final int LARGEST_BYTES = 512 * 1024;
  private static final int LOST_SHOWN = 5;

  private final ApiSession session;
  private final String folder;
  private final long seed;
  private final Map<Long, BlockHash> acknowledged = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong();
  private final List<Thread> writers = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * @param folder where the files go, so that two loads do not meet
   * @param seed of the files' bytes
   */
  public Load(ApiSession session, String folder, long seed) {
    this.session = session;
    this.folder = folder;
    this.seed = seed;
  }

  /** Starts this many writers. */
  public void start(int writerCount) {
    for (int i = 0; i < writerCount; i++) {
      writers.add(Thread.ofVirtual().start(this::write));
    }
  }

  private void write() {
    while (!stopping) {
      long number = next.getAndIncrement();
      byte[] bytes = bytes(number);
      BlockHash hash = hash(bytes);
      try {
        session.putFile("/" + folder + "/" + number, hash, bytes);
        acknowledged.put(number, hash);
      } catch (IOException unacknowledged) {
        Thread.yield(); // what was not acknowledged may be lost
      }
    }
  }

  /** How many files were acknowledged so far. */
  public int acknowledgedCount() {
    return acknowledged.size();
  }

  /** The blocks of the files that were acknowledged so far. */
  public List<BlockHash> acknowledgedBlocks() {
    return List.copyOf(acknowledged.values());
  }

  /** Ends the writers and waits for what they have in flight. */
  public void stop() {
    stopping = true;
    for (Thread writer : writers) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /**
   * Reads every acknowledged block back.
   *
   * @param reader a session of the same account
   * @return what is lost or wrong, in words; at most a few lines
   */
  public List<String> lost(ApiSession reader) {
    List<String> lost = new ArrayList<>();
    for (Map.Entry<Long, BlockHash> file : acknowledged.entrySet()) {
      try {
        if (!Arrays.equals(reader.getBlock(file.getValue()), bytes(file.getKey()))) {
          lost.add(file + " reads back different");
        }
      } catch (IOException e) {
        lost.add(file + ": " + e.getMessage());
      }
      if (lost.size() >= LOST_SHOWN) {
        break;
      }
    }
    return lost;
  }

  private byte[] bytes(long number) {
    Random random = new Random(seed * 1_000_003 + number);
    byte[] bytes = new byte[random.nextInt(SMALLEST_BYTES, LARGEST_BYTES)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static BlockHash hash(byte[] bytes) {
    try {
      return BlockHash.fromBytes(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
