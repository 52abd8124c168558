package dev.satchel.client.cli;

import dev.satchel.contract.CommitResult;
import dev.satchel.contract.DeviceList;
import dev.satchel.contract.Entry;
import dev.satchel.contract.VersionList;
import io.avaje.jsonb.Json;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.util.List;

/** The documents that the commands print for programs, beside the status. */
final class CliDocuments {

  private static final Jsonb JSON = Jsonb.builder().build();

  static final JsonType<Listing> LISTING = JSON.type(Listing.class);
  static final JsonType<VersionList> VERSIONS = JSON.type(VersionList.class);
  static final JsonType<DeviceList> DEVICES = JSON.type(DeviceList.class);
  static final JsonType<CommitResult> RESULT = JSON.type(CommitResult.class);
  static final JsonType<Conflicts> CONFLICTS = JSON.type(Conflicts.class);
  static final JsonType<Verdict> VERDICT = JSON.type(Verdict.class);
  static final JsonType<Verification> VERIFICATION = JSON.type(Verification.class);
  static final JsonType<Diagnosis> DIAGNOSIS = JSON.type(Diagnosis.class);

  private CliDocuments() {}

  /** {@code ls --json}. */
  @Json(naming = Json.Naming.LowerUnderscore)
  record Listing(List<Entry> entries) {}

  /** {@code conflicts --json}. */
  @Json(naming = Json.Naming.LowerUnderscore)
  record Conflicts(List<String> conflicts) {}

  /** {@code why --json} and {@code status PATH --json}. */
  @Json(naming = Json.Naming.LowerUnderscore)
  record Verdict(String path, String state, String detail) {}

  /** {@code verify --json}. */
  @Json(naming = Json.Naming.LowerUnderscore)
  record Verification(long files, long bytes, List<Verdict> differences) {}

  /** {@code doctor --json}. */
  @Json(naming = Json.Naming.LowerUnderscore)
  record Diagnosis(List<Check> checks) {}

  /** One thing that the doctor looked at: {@code ok}, {@code warn} or {@code error}. */
  @Json(naming = Json.Naming.LowerUnderscore)
  record Check(String name, String result, String detail) {}
}
