package dev.satchel.frontend.service;

import dev.satchel.contract.BlockHash;
import dev.satchel.volume.store.BlockStore;
import dev.satchel.volume.store.GetOutcome;
import dev.satchel.volume.store.PutOutcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A block store in memory whose blocks can be lost, made unreadable, or refused. */
final class MemoryBlocks implements BlockStore {
  final Map<BlockHash, byte[]> blocks = new ConcurrentHashMap<>();
  final Set<BlockHash> unreadable = ConcurrentHashMap.newKeySet();
  volatile @Nullable RuntimeException refusal;

  @Override
  public PutOutcome put(BlockHash hash, ByteBuf plain) {
    RuntimeException thrown = refusal;
    if (thrown != null) {
      throw thrown;
    }
    byte[] before = blocks.putIfAbsent(hash, ByteBufUtil.getBytes(plain));
    return before == null ? PutOutcome.STORED : PutOutcome.ALREADY_THERE;
  }

  @Override
  public GetOutcome get(BlockHash hash) {
    byte[] block = blocks.get(hash);
    if (unreadable.contains(hash)) {
      return new GetOutcome.Unreadable("every copy is damaged");
    }
    return block == null
        ? new GetOutcome.Absent()
        : new GetOutcome.Found(Unpooled.copiedBuffer(block));
  }

  @Override
  public Set<BlockHash> missing(Collection<BlockHash> hashes) {
    Set<BlockHash> missing = new HashSet<>(hashes);
    missing.removeAll(blocks.keySet());
    return missing;
  }

  @Override
  public Map<BlockHash, Integer> touch(Collection<BlockHash> hashes) {
    Map<BlockHash, Integer> lengths = new HashMap<>();
    for (BlockHash hash : hashes) {
      lengthOf(hash).ifPresent(length -> lengths.put(hash, length));
    }
    return lengths;
  }

  @Override
  public OptionalInt lengthOf(BlockHash hash) {
    byte[] block = blocks.get(hash);
    return block == null ? OptionalInt.empty() : OptionalInt.of(block.length);
  }
}
