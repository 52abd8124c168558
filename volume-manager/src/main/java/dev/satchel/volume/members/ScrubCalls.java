package dev.satchel.volume.members;

import dev.satchel.storage.ScrubAction;
import dev.satchel.storage.ScrubReport;
import dev.satchel.storage.client.NodeClient;
import dev.satchel.volume.inspect.ScrubCensus;
import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the scrubs of all nodes something at the same time, and gathers how they stand then. */
public final class ScrubCalls {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Logger log = LoggerFactory.getLogger(ScrubCalls.class);

  private final NodeDirectory directory;

  public ScrubCalls(NodeDirectory directory) {
    this.directory = directory;
  }

  /**
   * Blocks until all have answered or two seconds have passed. Nodes that are dead are not asked.
   */
  public ScrubCensus tell(ScrubAction action, long bytesPerSecond) {
    return tell(directory.nodes(), action, bytesPerSecond);
  }

  /** The same for one node only. */
  public ScrubCensus tell(String nodeId, ScrubAction action, long bytesPerSecond) {
    return tell(directory.node(nodeId).stream().toList(), action, bytesPerSecond);
  }

  private ScrubCensus tell(List<Node> nodes, ScrubAction action, long bytesPerSecond) {
    Map<String, CompletableFuture<ScrubReport>> calls = new LinkedHashMap<>();
    List<String> silent = new ArrayList<>();
    for (Node node : nodes) {
      Optional<NodeClient> client = directory.client(node.id());
      if (node.state() == NodeState.DEAD || client.isEmpty()) {
        silent.add(node.id());
      } else {
        calls.put(node.id(), client.get().scrub(action, bytesPerSecond, PATIENCE));
      }
    }
    Map<String, ScrubReport> reports = new LinkedHashMap<>();
    calls.forEach((nodeId, call) -> {
      try {
        reports.put(nodeId, call.join());
      } catch (CompletionException failure) {
        log.debug("the scrub of node {}: {}", nodeId, failure.toString());
        silent.add(nodeId);
      }
    });
    return new ScrubCensus(reports, silent);
  }
}
