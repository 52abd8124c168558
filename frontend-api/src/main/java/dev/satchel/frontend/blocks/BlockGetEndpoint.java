package dev.satchel.frontend.blocks;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.http.ByteRange;
import dev.satchel.frontend.http.EntityTag;
import dev.satchel.frontend.http.Payload;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.frontend.http.ResponseBody;
import dev.satchel.metadata.BlockReferences;
import dev.satchel.metadata.Caller;

/** {@code GET /blocks/{hash}}: only for blocks that the caller's files refer to. */
public final class BlockGetEndpoint implements Endpoint.SignedIn {
  private final BlockReader reader;
  private final BlockReferences references;

  public BlockGetEndpoint(BlockReader reader, BlockReferences references) {
    this.reader = reader;
    this.references = references;
  }

  @Override
  public Response answer(Request request, Caller caller) {
    BlockHash hash = BlockNames.of(request);
    requireReadable(references, caller, hash);
    EntityTag tag = new EntityTag(hash.toString());
    if (tag.isAmong(request.header("if-none-match"))) {
      return tag.on(Response.empty(304));
    }
    return tag.on(ranged(request, reader.read(hash)));
  }

  /**
   * Checks that the caller's files refer to the block.
   *
   * @throws ProblemException 404 if they do not, also when the block exists
   */
  static void requireReadable(BlockReferences references, Caller caller, BlockHash hash) {
    if (!references.mayRead(caller, hash)) {
      throw new ProblemException(ProblemCode.UNKNOWN_BLOCK, "No file of yours refers to it.");
    }
  }

  private static Response ranged(Request request, Payload block) {
    boolean used = false;
    try {
      ByteRange range = ByteRange.of(request.header("range"), block.lengthBytes());
      Payload part = block.slice((int) range.first(), (int) range.lengthBytes());
      Response response = Response.octets(range.status(), new ResponseBody.Whole(part));
      used = true;
      return range.on(response);
    } finally {
      if (!used) {
        block.close();
      }
    }
  }
}
