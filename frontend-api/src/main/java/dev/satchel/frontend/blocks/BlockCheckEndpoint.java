package dev.satchel.frontend.blocks;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.CheckAnswer;
import dev.satchel.contract.CheckRequest;
import dev.satchel.contract.Limits;
import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.api.Json;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.metadata.BlockReferences;
import dev.satchel.metadata.Caller;
import dev.satchel.volume.store.BlockStore;
import io.avaje.jsonb.JsonType;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code POST /blocks/check}: what the caller must send. A block is missing when the caller does
 * not hold it, whoever else does, or when it is not stored.
 */
public final class BlockCheckEndpoint implements Endpoint.SignedIn {
  private static final JsonType<CheckRequest> REQUEST = Json.type(CheckRequest.class);
  private static final JsonType<CheckAnswer> ANSWER = Json.type(CheckAnswer.class);

  private final BlockStore store;
  private final BlockReferences references;

  public BlockCheckEndpoint(BlockStore store, BlockReferences references) {
    this.store = store;
    this.references = references;
  }

  @Override
  public Response answer(Request request, Caller caller) {
    CheckRequest check = Json.read(REQUEST, request.readBytes());
    List<BlockHash> hashes = Json.required(check.hashes(), "hashes");
    if (hashes.size() > Limits.MAX_HASHES) {
      throw new ProblemException(
          ProblemCode.TOO_MANY, "At most " + Limits.MAX_HASHES + " hashes in one question.");
    }
    Set<BlockHash> asked = new LinkedHashSet<>(hashes);
    Set<BlockHash> missing = new HashSet<>(references.notHeld(caller, asked));
    Set<BlockHash> held = new HashSet<>(asked);
    held.removeAll(missing);
    if (!held.isEmpty()) {
      missing.addAll(store.missing(held));
    }
    asked.retainAll(missing);
    return Json.answer(ANSWER, new CheckAnswer(List.copyOf(asked), List.of()));
  }
}
