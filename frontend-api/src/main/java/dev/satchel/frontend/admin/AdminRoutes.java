package dev.satchel.frontend.admin;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.ProblemCode;
import dev.satchel.frontend.api.Endpoint;
import dev.satchel.frontend.api.Json;
import dev.satchel.frontend.api.Routes;
import dev.satchel.frontend.blocks.BlockNames;
import dev.satchel.frontend.blocks.BlockReader;
import dev.satchel.frontend.http.ProblemException;
import dev.satchel.frontend.http.Request;
import dev.satchel.frontend.http.Response;
import dev.satchel.frontend.http.ResponseBody;
import dev.satchel.metadata.Accounts;
import dev.satchel.volume.CellAdmin;
import dev.satchel.volume.admin.BlockLocation;
import dev.satchel.volume.admin.BlockVerification;
import dev.satchel.volume.admin.CapacityReport;
import dev.satchel.volume.admin.DiskList;
import dev.satchel.volume.admin.DiskView;
import dev.satchel.volume.admin.NodeList;
import dev.satchel.volume.admin.NodeView;
import dev.satchel.volume.admin.ScrubView;
import dev.satchel.volume.admin.StatusReport;
import dev.satchel.volume.admin.Topology;
import dev.satchel.volume.admin.VolumeList;
import dev.satchel.volume.admin.VolumeView;
import io.avaje.jsonb.JsonType;
import java.util.Optional;
import java.util.function.Supplier;

/** The operator's part of the route table. Each line hands a question on to the module below. */
public final class AdminRoutes {
  private static final int MAX_JSON_BYTES = 64 * 1024;
  private static final JsonType<VolumeList> VOLUMES = Json.type(VolumeList.class);
  private static final JsonType<VolumeView> VOLUME = Json.type(VolumeView.class);
  private static final JsonType<DiskView> DISK = Json.type(DiskView.class);
  private static final JsonType<NodeView> NODE = Json.type(NodeView.class);
  private static final JsonType<BlockLocation> LOCATION = Json.type(BlockLocation.class);
  private static final JsonType<BlockVerification> VERIFICATION =
      Json.type(BlockVerification.class);
  private static final JsonType<UserList> USERS = Json.type(UserList.class);

  private AdminRoutes() {}

  /** Adds what concerns the cell. */
  public static void addCell(Routes routes, CellAdmin cell, BlockReader reader) {
    routes
        .get("admin.status", "/admin/status", report(StatusReport.class, cell::status))
        .get("admin.df", "/admin/df", report(CapacityReport.class, cell::capacity))
        .get("admin.topology", "/admin/topology", report(Topology.class, cell::topology))
        .get("admin.disks", "/admin/disks", report(DiskList.class, cell::disks))
        .get(
            "admin.disk",
            "/admin/disks/{id}",
            one(DISK, "disk", request -> cell.disk(request.variable("id"))))
        .post(
            "admin.disk.quarantine",
            "/admin/disks/{id}/quarantine",
            MAX_JSON_BYTES,
            new QuarantineEndpoint(cell))
        .get("admin.nodes", "/admin/nodes", report(NodeList.class, cell::nodes))
        .get(
            "admin.node",
            "/admin/nodes/{id}",
            one(NODE, "node", request -> cell.node(request.variable("id"))))
        .get("admin.scrub", "/admin/scrub", report(ScrubView.class, cell::scrub))
        .post("admin.scrub.tell", "/admin/scrub", MAX_JSON_BYTES, new ScrubEndpoint(cell))
        .get("admin.volumes", "/admin/volumes", report(VolumeList.class, cell::volumes))
        .get(
            "admin.volume",
            "/admin/volumes/{id}",
            one(VOLUME, "volume", request -> cell.volume(volumeId(request))))
        .post(
            "admin.volumes.seal",
            "/admin/volumes/seal",
            MAX_JSON_BYTES,
            (Endpoint.Operator) request -> Json.answer(VOLUMES, cell.sealAll()))
        .post(
            "admin.volume.seal",
            "/admin/volumes/{id}/seal",
            MAX_JSON_BYTES,
            one(VOLUME, "volume", request -> cell.sealVolume(volumeId(request))))
        .get(
            "admin.block",
            "/admin/blocks/{hash}",
            one(LOCATION, "block", request -> cell.locate(BlockNames.of(request))))
        .get("admin.block.content", "/admin/blocks/{hash}/content", content(cell, reader))
        .post(
            "admin.block.verify",
            "/admin/blocks/{hash}/verify",
            MAX_JSON_BYTES,
            one(VERIFICATION, "block", request -> cell.verify(BlockNames.of(request))));
  }

  /** Adds what concerns the accounts. */
  public static void addUsers(Routes routes, Accounts accounts) {
    Endpoint.Operator list =
        request ->
            Json.answer(USERS, new UserList(accounts.list().stream().map(UserView::of).toList()));
    routes
        .get("admin.users", "/admin/users", list)
        .post("admin.user.add", "/admin/users", MAX_JSON_BYTES, new UserAddEndpoint(accounts));
  }

  private interface Question<T> {
    Optional<T> ask(Request request);
  }

  private static <T> Endpoint.Operator report(Class<T> type, Supplier<T> question) {
    JsonType<T> json = Json.type(type);
    return request -> Json.answer(json, question.get());
  }

  private static <T> Endpoint.Operator one(JsonType<T> json, String what, Question<T> question) {
    return request -> Json.answer(json, question.ask(request).orElseThrow(() -> noSuch(what)));
  }

  private static Endpoint.Operator content(CellAdmin cell, BlockReader reader) {
    return request -> {
      BlockHash hash = BlockNames.of(request);
      if (cell.locate(hash).isEmpty()) {
        throw noSuch("block");
      }
      return Response.octets(200, new ResponseBody.Whole(reader.read(hash)));
    };
  }

  private static long volumeId(Request request) {
    try {
      return Long.parseLong(request.variable("id"));
    } catch (NumberFormatException e) {
      throw new ProblemException(ProblemCode.BAD_REQUEST, "A volume's id is a number.");
    }
  }

  private static ProblemException noSuch(String what) {
    return new ProblemException(ProblemCode.NOT_FOUND, "There is no such " + what + ".");
  }
}
