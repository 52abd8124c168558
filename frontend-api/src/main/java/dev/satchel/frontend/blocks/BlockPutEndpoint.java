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

/**
 * {@code PUT /blocks/{hash}}: the block is on stable media, and noted as sent by the caller, when
 * the answer comes. 200 only says that the caller itself held the block before.
 */
public final class BlockPutEndpoint implements Endpoint.SignedIn {
  private final BlockStore store;
  private final BlockReferences references;

  public BlockPutEndpoint(BlockStore store, BlockReferences references) {
    this.store = store;
    this.references = references;
  }

  @Override
  public Response answer(Request request, Caller caller) {
    BlockHash name = BlockNames.of(request);
    boolean held = references.notHeld(caller, Set.of(name)).isEmpty();
    try (ReceivedBlock block = request.readBlock()) {
      requireIntact(block, name);
      store.put(name, block.payload().bytes());
    }
    references.recordUpload(caller, name);
    return Response.empty(held ? 200 : 201);
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
