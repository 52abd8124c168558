package dev.satchel.metadata;

import static dev.satchel.metadata.Change.delete;
import static dev.satchel.metadata.Change.file;
import static dev.satchel.metadata.Change.move;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.contract.CommitResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** SQLite plans without statistics; what it plans for an empty database it does with a full one. */
final class QueryPlanTest {

  private final TestDatabase.Service service = TestDatabase.SQLITE.service();
  private final World world = new World(service);

  @Test
  void noStatementReadsAWholeNamespaceOrTable() {
    service.statements().reset();
    useEverything();
    Set<String> statements = new LinkedHashSet<>(service.statements().executed());

    assertThat(statements).hasSizeGreaterThan(25);
    for (String statement : statements) {
      assertThat(plan(statement))
          .as(statement)
          .noneMatch(
              step -> step.matches("SCAN (latest|journal|block_refs|uploads|answers|[lj])\\b.*"))
          .noneMatch(step -> step.matches("SEARCH (latest|journal|[lj]) .*\\(ns=\\?\\)"));
    }
  }

  private void useEverything() {
    CommitResult made = world.ok(file("/d/a", "a"), file("/d/b", "b"), file("/c", "c"));
    world.metadata.commits().commit(world.caller, List.of(file("/d/a", "a")), false, "key");
    world.ok(move("/c", "/e", made.rev()), move("/d/a", "/f", world.rev("/d/a")));
    world.ok(delete("/d", world.head()));
    String gone = world.metadata.versions().list(world.caller, "/d/b").versions().getFirst().rev();
    world.metadata.versions().restore(world.caller, "/d", gone);
    new Replica(world).pullAll(1);
    world.entries("/", true, 1);
    world.after(world.head());
    world.metadata.blocks().mayRead(world.caller, Change.hash("a"));
    world.metadata.blocks().recordUpload(world.caller, Change.hash("a"));
    world.metadata.sweep();
    world.usedBytes();
  }

  private List<String> plan(String statement) {
    return service
        .database()
        .read(handle -> {
          var query = handle.createQuery("EXPLAIN QUERY PLAN " + statement);
          long parameters = statement.chars().filter(c -> c == '?').count();
          for (int i = 0; i < parameters; i++) {
            query.bind(i, i);
          }
          return query.map((row, context) -> row.getString("detail")).list();
        });
  }
}
