package dev.satchel.frontend.service;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.contract.Limits;
import dev.satchel.frontend.admin.AdminRoutes;
import dev.satchel.frontend.admin.HeartbeatEndpoint;
import dev.satchel.frontend.api.Gatekeeper;
import dev.satchel.frontend.api.Routes;
import dev.satchel.frontend.auth.AccountEndpoint;
import dev.satchel.frontend.auth.DevicesEndpoint;
import dev.satchel.frontend.auth.LoginEndpoint;
import dev.satchel.frontend.auth.LogoutEndpoint;
import dev.satchel.frontend.auth.UnlinkEndpoint;
import dev.satchel.frontend.blocks.BlockCheckEndpoint;
import dev.satchel.frontend.blocks.BlockGetEndpoint;
import dev.satchel.frontend.blocks.BlockHeadEndpoint;
import dev.satchel.frontend.blocks.BlockPutEndpoint;
import dev.satchel.frontend.blocks.BlockReader;
import dev.satchel.frontend.files.FileEndpoint;
import dev.satchel.frontend.http.ByteBudget;
import dev.satchel.frontend.http.Router;
import dev.satchel.frontend.notify.SubscribeEndpoint;
import dev.satchel.frontend.ops.Health;
import dev.satchel.frontend.ops.MetricsEndpoint;
import dev.satchel.frontend.tree.CommitEndpoint;
import dev.satchel.frontend.tree.Committer;
import dev.satchel.frontend.tree.DeltaEndpoint;
import dev.satchel.frontend.tree.EntryEndpoint;
import dev.satchel.frontend.tree.ListEndpoint;
import dev.satchel.frontend.tree.RestoreEndpoint;
import dev.satchel.frontend.tree.VersionsEndpoint;
import dev.satchel.metadata.Caller;
import dev.satchel.metadata.Metadata;
import dev.satchel.volume.Cell;
import dev.satchel.volume.ClusterAuth;
import dev.satchel.volume.ManagerLoop;
import dev.satchel.volume.store.BlockStore;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The route tables: what is served at which address. */
final class Tables {
  private static final int SMALL_JSON_BYTES = 64 * 1024;
  private static final int CHECK_JSON_BYTES = 2 * 1024 * 1024;
  private static final int COMMIT_JSON_BYTES = 32 * 1024 * 1024;

  private final ClusterKey key;
  private final MetricRegistry metrics;
  private final BlockStore store;
  private final Metadata metadata;
  private final BlockReader reader;

  Tables(
      ClusterKey key,
      MetricRegistry metrics,
      BlockStore store,
      Metadata metadata,
      ByteBudget budget) {
    this.key = key;
    this.metrics = metrics;
    this.store = store;
    this.metadata = metadata;
    this.reader = new BlockReader(store, budget);
  }

  /** For devices and operators. */
  Router clients(SubscribeEndpoint subscribe, Cell cell) {
    Routes routes = clients(subscribe, () -> cell.awaitWritable(Duration.ZERO));
    AdminRoutes.addCell(routes, cell.admin(), reader);
    return routes.router();
  }

  /** For devices, and for operators what concerns the accounts. */
  Routes clients(SubscribeEndpoint subscribe, BooleanSupplier ready) {
    Routes routes = common(ready);
    addAccounts(routes, subscribe::unlinked);
    addBlocks(routes);
    addTree(routes);
    addFiles(routes);
    return routes.get("notify.subscribe", "/notify/subscribe", subscribe, "cursor", "timeout");
  }

  /** For nodes and operators. */
  Router members(ManagerLoop manager, Cell cell) {
    Routes routes = common(() -> true);
    AdminRoutes.addCell(routes, cell.admin(), reader);
    return routes
        .post(
            "cell.heartbeat",
            "/cell/heartbeat",
            SMALL_JSON_BYTES,
            new HeartbeatEndpoint(manager.membership()))
        .router();
  }

  private Routes common(BooleanSupplier ready) {
    Gatekeeper gatekeeper =
        new Gatekeeper(
            metadata.sessions()::authenticate, key.adminToken(), new ClusterAuth(key.bytes()));
    Routes routes =
        new Routes(gatekeeper)
            .get("healthz", "/healthz", Health.alive())
            .get("readyz", "/readyz", Health.ready(ready))
            .get("metrics", "/metrics", new MetricsEndpoint(metrics));
    AdminRoutes.addUsers(routes, metadata.accounts());
    return routes;
  }

  private void addAccounts(Routes routes, Consumer<Caller> unlinked) {
    routes
        .post("auth.login", "/auth/login", SMALL_JSON_BYTES, new LoginEndpoint(metadata.sessions()))
        .get("auth.devices", "/auth/devices", new DevicesEndpoint(metadata.sessions()))
        .delete(
            "auth.unlink", "/auth/devices/{id}", new UnlinkEndpoint(metadata.sessions(), unlinked))
        .post(
            "auth.logout",
            "/auth/logout",
            SMALL_JSON_BYTES,
            new LogoutEndpoint(metadata.sessions(), unlinked))
        .get("account", "/account", new AccountEndpoint(metadata));
  }

  private void addBlocks(Routes routes) {
    String block = "/blocks/{hash}";
    routes
        .post(
            "blocks.check",
            "/blocks/check",
            CHECK_JSON_BYTES,
            new BlockCheckEndpoint(store, metadata.blocks()))
        .put(
            "blocks.put",
            block,
            Limits.MAX_BLOCK_BYTES,
            new BlockPutEndpoint(store, metadata.blocks()))
        .get("blocks.get", block, new BlockGetEndpoint(reader, metadata.blocks()))
        .head("blocks.head", block, new BlockHeadEndpoint(store, metadata.blocks()));
  }

  private void addTree(Routes routes) {
    Committer committer =
        new Committer(metadata.commits(), metadata.deltas(), metadata.blocks(), store);
    routes
        .post(
            "metadata.commit", "/metadata/commit", COMMIT_JSON_BYTES, new CommitEndpoint(committer))
        .get(
            "metadata.delta",
            "/metadata/delta",
            new DeltaEndpoint(metadata.deltas()),
            "cursor",
            "limit")
        .get(
            "metadata.list",
            "/metadata/list",
            new ListEndpoint(metadata.trees()),
            "path",
            "recursive",
            "cursor",
            "limit")
        .get(
            "metadata.entry", "/metadata/entry", new EntryEndpoint(metadata.trees()), "path", "rev")
        .get("versions", "/versions", new VersionsEndpoint(metadata.versions()), "path")
        .post(
            "versions.restore",
            "/versions/restore",
            SMALL_JSON_BYTES,
            new RestoreEndpoint(metadata.versions()));
  }

  private void addFiles(Routes routes) {
    routes
        .get("files.get", "/files", new FileEndpoint(metadata.trees(), reader, true), "path", "rev")
        .head(
            "files.head",
            "/files",
            new FileEndpoint(metadata.trees(), reader, false),
            "path",
            "rev");
  }
}
