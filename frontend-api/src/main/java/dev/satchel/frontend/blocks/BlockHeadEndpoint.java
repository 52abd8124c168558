package dev.satchel.frontend.blocks;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.http.EntityTag;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.frontend.http.ResponseBody;
import dev.satchel.metadata.BlockReferences;
import dev.satchel.metadata.Caller;
import dev.satchel.volume.store.BlockStore;

/** {@code HEAD /blocks/{hash}}: the length, from the index alone. */
public final class BlockHeadEndpoint implements Endpoint.SignedIn {
  private final BlockStore store;
  private final BlockReferences references;

  public BlockHeadEndpoint(BlockStore store, BlockReferences references) {
    this.store = store;
    this.references = references;
  }

  @Override
  public Response answer(Request request, Caller caller) {
    BlockHash hash = BlockNames.of(request);
    BlockGetEndpoint.requireReadable(references, caller, hash);
    int length =
        store
            .lengthOf(hash)
            .orElseThrow(() ->
                new ProblemException(ProblemCode.UNAVAILABLE, "The block cannot be read now."));
    Response response = Response.octets(200, new ResponseBody.None(length));
    return new EntityTag(hash.toString()).on(response).with("accept-ranges", "bytes");
  }
}
