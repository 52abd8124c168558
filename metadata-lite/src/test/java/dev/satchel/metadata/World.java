package dev.satchel.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.CommitResult;
import dev.satchel.contract.DeltaEntry;
import dev.satchel.contract.DeltaPage;
import dev.satchel.contract.Entry;
import dev.satchel.contract.ListPage;
import dev.satchel.metadata.store.BlockTable;
import dev.satchel.metadata.store.Database;
import dev.satchel.metadata.store.UserTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** A fresh account on one of the databases, and the questions that tests ask about it. */
final class World {

  final Metadata metadata;
  final Database database;
  final TestClock clock;
  final StatementCounter statements;
  final Caller caller;

  World(TestDatabase kind) {
    this(kind.service());
  }

  World(TestDatabase.Service service) {
    this(service, MetadataConfig.of("jdbc:sqlite:unused").quotaBytes());
  }

  World(TestDatabase.Service service, long quotaBytes) {
    this.metadata = service.metadata();
    this.database = service.database();
    this.clock = service.clock();
    this.statements = service.statements();
    this.caller = newCaller(quotaBytes);
  }

  /** Another account; without a password, as hashing one takes its time. */
  Caller newCaller(long quotaBytes) {
    String email = UUID.randomUUID() + "@example.com";
    UserTable.UserRow user =
        database.write(handle ->
            new UserTable(handle).add(email, "none", quotaBytes, clock.instant()).orElseThrow());
    return new Caller(user.id(), "device", "laptop", user.rootNamespace());
  }

  void upload(Collection<BlockHash> hashes) {
    uploadAs(caller, hashes);
  }

  void uploadAs(Caller who, Collection<BlockHash> hashes) {
    List<BlockTable.Upload> uploads =
        hashes.stream().distinct().map(hash -> new BlockTable.Upload(who.userId(), hash)).toList();
    if (!uploads.isEmpty()) {
      database.write(handle -> {
        new BlockTable(handle).recordUploads(uploads, clock.instant());
        return uploads;
      });
    }
  }

  /** Uploads what the entries name and commits them. */
  List<CommitResult> commit(List<CommitEntry> entries) {
    entries.stream()
        .filter(entry -> entry.blockList() != null)
        .forEach(entry -> upload(entry.blockList()));
    return metadata.commits().commit(caller, entries, false, null).results();
  }

  CommitResult commit(CommitEntry entry) {
    return commit(List.of(entry)).getFirst();
  }

  /** Commits what must succeed; answers the last result. */
  CommitResult ok(CommitEntry... entries) {
    List<CommitResult> results = commit(Arrays.asList(entries));
    assertThat(results).allSatisfy(result -> assertThat(result.status()).isEqualTo(200));
    return results.getLast();
  }

  Entry entry(String path) {
    return metadata.trees().entry(caller, path, null).orElseThrow();
  }

  String rev(String path) {
    return entry(path).rev();
  }

  /** All living paths, in the order of the listing. */
  List<String> paths() {
    return entries().stream().map(Entry::path).toList();
  }

  List<Entry> entries() {
    return entries("/", true, 1_000);
  }

  List<Entry> entries(String path, boolean recursive, int pageSize) {
    List<Entry> entries = new ArrayList<>();
    String cursor = null;
    ListPage page;
    do {
      page = metadata.trees().list(caller, path, recursive, cursor, pageSize);
      assertThat(page.entries().size()).isLessThanOrEqualTo(pageSize);
      entries.addAll(page.entries());
      cursor = page.cursor();
    } while (page.hasMore());
    return entries;
  }

  String head() {
    return metadata.deltas().head(caller);
  }

  /** The rows after the cursor. */
  List<DeltaEntry> after(String cursor) {
    DeltaPage page = metadata.deltas().read(caller, cursor, 1_000);
    assertThat(page.hasMore()).isFalse();
    return page.entries();
  }

  long usedBytes() {
    return metadata.account(caller).usedBytes();
  }
}
