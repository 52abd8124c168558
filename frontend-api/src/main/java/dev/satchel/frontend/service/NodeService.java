package dev.satchel.frontend.service;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.storage.server.BackgroundConfig;
import dev.satchel.storage.server.StorageNode;
import dev.satchel.storage.server.StorageNodeConfig;
import dev.satchel.volume.HeartbeatTarget;
import dev.satchel.volume.NodeAgent;
import java.util.List;

/** {@code satchel-server node}: a storage node that joins a cell. */
public final class NodeService {

  private NodeService() {}

  /** Starts the service; it serves when this returns. */
  public static Service start(NodeSettings settings) throws Exception {
    Parts parts = new Parts();
    try {
      return start(settings, parts);
    } catch (Exception | Error e) {
      parts.close();
      throw e;
    }
  }

  private static Service start(NodeSettings settings, Parts parts) throws Exception {
    DataFolder data = parts.add(DataFolder.lock(settings.data()));
    ClusterKey key = ClusterKey.read(settings.clusterKeyFile());
    NodeRuntime runtime = parts.add(NodeRuntime.start(NodeRuntimeConfig.defaults()));
    StorageNode node =
        parts.add(
            StorageNode.start(
                new StorageNodeConfig(
                    data.path(),
                    settings.disks(),
                    settings.listen(),
                    key.bytes(),
                    settings.options().extentSizeBytes(),
                    settings.options().fsync(),
                    settings.options().periods().trashFor(),
                    BackgroundConfig.scrubbingEvery(settings.options().periods().scrubPeriod()),
                    new MetricRegistry()),
                runtime));
    List<HeartbeatTarget> managers =
        settings.managers().stream()
            .map(manager -> NodeAgent.manager(manager, key.bytes()))
            .toList();
    parts.add(NodeAgent.start(List.of(Heartbeats.of(node, settings.domain())), managers));
    return new Service("tcp://" + Addresses.hostPort(node.address()), parts);
  }
}
