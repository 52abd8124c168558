package dev.satchel.frontend.blocks;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.ReceivedBlock;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.metadata.BlockReferences;
import dev.satchel.metadata.Caller;
import dev.satchel.volume.store.BlockStore;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * {@code PUT /blocks/{hash}}: the block is on stable media, and noted as sent by the caller, when
 * the answer comes. 200 only says that the caller itself held the block, or sent it, before.
 */
public final class BlockPutEndpoint implements Endpoint.SignedIn {
  private final BlockStore store;
  private final BlockReferences references;

  public BlockPutEndpoint(BlockStore store, BlockReferences references) {
    this.store = store;
    this.references = references;
  }

  @Override
  public Response answer(Request request, Caller caller) throws Exception {
    BlockHash name = BlockNames.of(request);
    boolean held = references.notHeld(caller, Set.of(name)).isEmpty();
    try (ReceivedBlock block = request.readBlock()) {
      requireIntact(block, name);
      FutureTask<Boolean> noted = note(caller, name);
      store.put(name, block.payload().bytes());
      await(noted);
    }
    return Response.empty(held ? 200 : 201);
  }

  /**
   * Notes that the caller has the bytes while they are being stored: it is true however that ends,
   * and a commit looks for the block itself as well.
   */
  private FutureTask<Boolean> note(Caller caller, BlockHash name) {
    FutureTask<Boolean> noted = new FutureTask<>(() -> references.recordUpload(caller, name), true);
    Thread.ofVirtual().name("upload-note").start(noted);
    return noted;
  }

  private static void await(FutureTask<Boolean> noted) throws Exception {
    try {
      noted.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception why ? why : e;
    }
  }

  private static void requireIntact(ReceivedBlock block, BlockHash name) {
    if (!block.hash().equals(name)) {
      throw new ProblemException(
          ProblemCode.HASH_MISMATCH, "The bytes that came have the hash " + block.hash() + ".");
    }
    if (block.payload().lengthBytes() == 0) {
      throw new ProblemException(ProblemCode.INVALID, "A block has at least one byte.");
    }
  }
}
