package dev.satchel.chaos.load;

import dev.satchel.contract.BlockHash;
import io.avaje.jsonb.Json;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.List;

/** Asks the operator's API on which nodes blocks lie. Safe for many threads. */
public final class BlockLocator implements AutoCloseable {

  private static final JsonType<Location> LOCATION = Jsonb.instance().type(Location.class);

  private final ApiConnection connection;

  /** Of the cell behind that server. */
  public BlockLocator(URI server, String adminToken) {
    this.connection = new ApiConnection(server, adminToken);
  }

  /** The part of {@code block locate H --json} that tells the nodes. */
  @Json(naming = Json.Naming.LowerUnderscore)
  record Location(List<Copy> copies) {}

  /** One copy. */
  @Json(naming = Json.Naming.LowerUnderscore)
  record Copy(String node) {}

  /** How many of these blocks have a copy on that node. */
  public int heldBy(String node, Collection<BlockHash> blocks) throws IOException {
    int held = 0;
    for (BlockHash block : blocks) {
      if (nodesOf(block).contains(node)) {
        held++;
      }
    }
    return held;
  }

  private List<String> nodesOf(BlockHash block) throws IOException {
    Location location = LOCATION.fromJson(connection.get("/admin/blocks/" + block));
    return location.copies().stream().map(Copy::node).toList();
  }

  @Override
  public void close() {
    connection.close();
  }
}
