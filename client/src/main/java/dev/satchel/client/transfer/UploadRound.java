package dev.satchel.client.transfer;

import dev.satchel.client.remote.ServerException;
import dev.satchel.contract.BlockHash;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@link Uploader#upload}: where each missing block can be read, and what came of it.
 */
final class UploadRound {

  /** Files tried for one block: the first nearly always has it. */
  private static final int MAX_SOURCES = 4;

  /** Block {@code index} of upload number {@code upload}. */
  record Source(int upload, int index, int lengthBytes) {}

  private final List<Upload> uploads;
  private final Map<BlockHash, List<Source>> sources = new LinkedHashMap<>();
  private final Map<BlockHash, Optional<ServerException>> settled = new ConcurrentHashMap<>();
  private final Map<Integer, UploadOutcome> failedFiles = new ConcurrentHashMap<>();
  private final AtomicLongArray sentBytes;

  UploadRound(List<Upload> uploads, Set<BlockHash> missing) {
    this.uploads = uploads;
    this.sentBytes = new AtomicLongArray(uploads.size());
    for (int upload = 0; upload < uploads.size(); upload++) {
      FileBlocks blocks = uploads.get(upload).blocks();
      for (int index = 0; index < blocks.count(); index++) {
        if (missing.contains(blocks.hashes().get(index))) {
          addSource(
              blocks.hashes().get(index), new Source(upload, index, blocks.lengthBytesOf(index)));
        }
      }
    }
  }

  private void addSource(BlockHash hash, Source source) {
    List<Source> known = sources.computeIfAbsent(hash, _ -> new ArrayList<>(1));
    if (known.size() < MAX_SOURCES
        && known.stream().noneMatch(s -> s.upload() == source.upload())) {
      known.add(source);
    }
  }

  /** In the order of the files. */
  Collection<BlockHash> missing() {
    return sources.keySet();
  }

  /** Where to look for a block, without the files that have already shown to be others. */
  List<Source> sourcesOf(BlockHash hash) {
    return sources.getOrDefault(hash, List.of()).stream()
        .filter(source -> !failedFiles.containsKey(source.upload()))
        .toList();
  }

  /** Reads a block into the buffer; when it is not there any more, notes why, for its file. */
  boolean read(Source source, BlockHash hash, ByteBuffer into) throws InterruptedIOException {
    Upload upload = uploads.get(source.upload());
    try (FileChannel file = Chunker.open(upload.file())) {
      FileRange.read(file, upload.blocks().offsetOf(source.index()), into);
      if (into.remaining() == source.lengthBytes() && BlockHasher.hash(into).equals(hash)) {
        return true;
      }
      failed(source, new UploadOutcome.Changed());
    } catch (NoSuchFileException e) {
      failed(source, new UploadOutcome.Gone());
    } catch (ClosedByInterruptException e) {
      throw new InterruptedIOException("interrupted");
    } catch (IOException e) {
      failed(source, new UploadOutcome.Unreadable(DiskProblem.of(e).detail()));
    }
    return false;
  }

  void sent(Source source, BlockHash hash) {
    settled.put(hash, Optional.empty());
    sentBytes.addAndGet(source.upload(), source.lengthBytes());
  }

  void refused(BlockHash hash, ServerException why) {
    settled.put(hash, Optional.of(why));
  }

  /** In the order of the uploads; to be called when every missing block was tried. */
  List<UploadOutcome> outcomes() {
    List<UploadOutcome> outcomes = new ArrayList<>(uploads.size());
    for (int upload = 0; upload < uploads.size(); upload++) {
      UploadOutcome failed = failedFiles.get(upload);
      outcomes.add(failed == null ? outcomeOfBlocks(upload) : failed);
    }
    return outcomes;
  }

  private UploadOutcome outcomeOfBlocks(int upload) {
    for (BlockHash hash : uploads.get(upload).blocks().hashes()) {
      if (sources.containsKey(hash)) {
        @Nullable Optional<ServerException> result = settled.get(hash);
        if (result == null) {
          // None of the files tried had it any more, and this one was not among them.
          return new UploadOutcome.Changed();
        }
        if (result.isPresent()) {
          return new UploadOutcome.Refused(result.get());
        }
      }
    }
    return new UploadOutcome.Complete(sentBytes.get(upload));
  }

  private void failed(Source source, UploadOutcome why) {
    failedFiles.putIfAbsent(source.upload(), why);
  }
}
