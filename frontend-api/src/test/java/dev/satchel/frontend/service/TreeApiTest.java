package dev.satchel.frontend.service;

import static dev.satchel.frontend.service.TestClient.escape;
import static dev.satchel.frontend.service.TestClient.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.contract.BlockHash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeApiTest {
  private static final byte[] ONE = "one".getBytes(StandardCharsets.UTF_8);
  private static final byte[] TWO = "two!".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private TestApi api;
  private TestClient alice;

  @BeforeEach
  void start() throws Exception {
    api = new TestApi(folder);
    alice = api.signUp("alice@example.org");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aSingleCommitAnswersItsRevisionIdAndCursor() throws Exception {
    TestClient.Reply reply = alice.putFile("/a/b.txt", ONE).expect(200);
    assertThat(reply.field("rev")).isNotEmpty();
    assertThat(reply.field("id")).isNotEmpty();
    assertThat(reply.field("cursor")).isNotEmpty();
    TestClient.Reply entry = alice.get("/metadata/entry?path=/a/b.txt").expect(200);
    assertThat(entry.field("rev")).isEqualTo(reply.field("rev"));
    assertThat(entry.text()).contains("\"size\":3").contains(hash(ONE));
    alice.get("/metadata/entry?path=/a/c.txt").expect(404, "not-found");
    alice.get("/metadata/entry").expect(400, "bad-request");
  }

  @Test
  void aCommitOnAnOldRevisionIsAConflictThatShowsTheServersEntry() throws Exception {
    TestClient.Reply first = alice.putFile("/a", ONE).expect(200);
    TestClient.Reply conflict = alice.putFile("/a", TWO).expect(409, "conflict");
    assertThat(conflict.text()).contains("\"conflict\":{").contains(first.field("rev"));
    alice.putFile("/a", ONE).expect(200);
  }

  @Test
  void aCommitOfBlocksThatWereNotSentNamesThem() throws Exception {
    String commit =
        "{'path':'/a','block_list':['%s','%s'],'size':7}".formatted(hash(ONE), hash(TWO));
    alice.put(hash(ONE), ONE).expect(201);
    TestClient.Reply refusal = alice.post("/metadata/commit", commit).expect(422, "need-blocks");
    assertThat(refusal.text()).contains("\"missing\":[\"" + hash(TWO) + "\"]");
  }

  @Test
  void aBlockThatTheStoreLostIsAskedForAgain() throws Exception {
    alice.put(hash(ONE), ONE).expect(201);
    alice.put(hash(TWO), TWO).expect(201);
    api.blocks.blocks.remove(BlockHash.parse(hash(ONE)));
    String entries =
        "'entries':[{'path':'/a','block_list':['%s'],'size':3},{'path':'/b','block_list':['%s'],'size':4}]"
            .formatted(hash(ONE), hash(TWO));
    String atomic =
        alice.post("/metadata/commit", "{%s,'atomic':true}".formatted(entries)).expect(200).text();
    assertThat(atomic).contains("\"status\":422").contains("\"status\":424").contains(hash(ONE));
    String each =
        alice
            .post("/metadata/commit", "{%s}".formatted(entries), "Idempotency-Key", "k1")
            .expect(200)
            .text();
    assertThat(each).contains("\"status\":422").contains("\"status\":200");
    alice.get("/metadata/entry?path=/a").expect(404, "not-found");
    alice.get("/metadata/entry?path=/b").expect(200);
    alice.put(hash(ONE), ONE).expect(200);
    String retried =
        alice
            .post("/metadata/commit", "{%s}".formatted(entries), "Idempotency-Key", "k1")
            .expect(200)
            .text();
    assertThat(retried).doesNotContain("\"status\":422");
  }

  @Test
  void aSizeThatIsNotThatOfTheBlocksIsRefused() throws Exception {
    alice.put(hash(ONE), ONE).expect(201);
    String lie = "{'path':'/lie','block_list':['%s'],'size':%d}";
    for (int size : new int[] {1, 2, 4, 4_000_000}) {
      TestClient.Reply refusal =
          alice.post("/metadata/commit", lie.formatted(hash(ONE), size)).expect(422, "invalid");
      assertThat(refusal.field("detail")).isEqualTo("the blocks hold 3 bytes, not " + size);
    }
    String entries =
        "'entries':[%s,{'path':'/true','block_list':['%s','%2$s'],'size':6}]"
            .formatted(lie.formatted(hash(ONE), 4), hash(ONE));
    String atomic =
        alice.post("/metadata/commit", "{%s,'atomic':true}".formatted(entries)).expect(200).text();
    assertThat(atomic).contains("\"status\":422").contains("\"status\":424");
    alice.get("/metadata/entry?path=/true").expect(404, "not-found");
    String each = alice.post("/metadata/commit", "{%s}".formatted(entries)).expect(200).text();
    assertThat(each).contains("\"status\":422").contains("\"status\":200");
    alice.get("/metadata/entry?path=/lie").expect(404, "not-found");
    alice.get("/files?path=/true").expect(200);
  }

  @Test
  void theLengthOfAnothersBlockIsNotTold() throws Exception {
    alice.putFile("/a", ONE).expect(200);
    TestClient bob = api.signUp("bob@example.org");
    for (int size : new int[] {3, 4}) {
      bob.post(
              "/metadata/commit",
              "{'path':'/a','block_list':['%s'],'size':%d}".formatted(hash(ONE), size))
          .expect(422, "need-blocks");
    }
  }

  @Test
  void aRetryWithTheSameKeyGetsTheFirstAnswer() throws Exception {
    String commit = "{'path':'/d','kind':'folder'}";
    String first =
        alice.post("/metadata/commit", commit, "Idempotency-Key", "x").expect(200).text();
    alice
        .post(
            "/metadata/commit",
            "{'path':'/d','kind':'deleted','parent_rev':'%s'}"
                .formatted(alice.get("/metadata/entry?path=/d").field("rev")))
        .expect(200);
    assertThat(alice.post("/metadata/commit", commit, "Idempotency-Key", "x").text())
        .isEqualTo(first);
    alice
        .post("/metadata/commit", commit, "Idempotency-Key", "x".repeat(201))
        .expect(400, "bad-request");
  }

  @Test
  void tooManyEntriesAreRefused() throws Exception {
    alice.post("/metadata/commit", folders(1000)).expect(200);
    alice.post("/metadata/commit", folders(1001)).expect(400, "too-many");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'path':null}",
        "{'path':'/a','kind':'weird'}",
        "{'path':'/a','size':'large'}",
        "{'path':'/a','size':1.5}",
        "{'path':'/a','mtime':'yesterday'}",
        "{'path':'/a','block_list':['zz']}",
        "{'path':'/a','block_list':[null]}",
        "{'path':'/a','foo':1}",
        "{'path':'/a','atomic':true,'kind':'folder'}",
        "{'entries':[{'path':'/a','kind':'folder'}],'path':'/b'}",
        "{'entries':[null]}",
        "{'entries':[{}]}",
        "{'entries':{}}",
        "{'entries':[{'path':'/a','kind':'folder','foo':1}]}",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
      })
  void aCommitThatIsNotWellFormedIsABadRequest(String body) throws Exception {
    alice.post("/metadata/commit", body).expect(400, "bad-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "", "/a/../b", "/./a", "//a", "/a/", "/a\\u0000b"})
  void aPathThatIsNotAllowedIsRefused(String path) throws Exception {
    TestClient.Reply reply =
        alice.post("/metadata/commit", "{'path':'%s','kind':'folder'}".formatted(path));
    reply.expect(400, "bad-path");
  }

  @Test
  void deltaTellsEverythingThenWhatChanged() throws Exception {
    String rev = alice.putFile("/a", ONE).expect(200).field("rev");
    alice.putFile("/b", TWO).expect(200);
    TestClient.Reply page = alice.get("/metadata/delta?limit=1").expect(200);
    assertThat(page.text()).contains("\"has_more\":true");
    String cursor = page.field("cursor");
    for (int i = 0; page.text().contains("\"has_more\":true"); i++) {
      assertThat(i).isLessThan(10);
      page = alice.get("/metadata/delta?cursor=" + escape(cursor)).expect(200);
      cursor = page.field("cursor");
    }
    alice
        .post(
            "/metadata/commit",
            "{'path':'/c','from':'/a','kind':'move','parent_rev':'%s'}".formatted(rev))
        .expect(200);
    String delta = alice.get("/metadata/delta?cursor=" + escape(cursor)).expect(200).text();
    assertThat(delta).contains("\"action\":\"moved\"").contains("\"from\":\"/a\"");
    alice.get("/metadata/delta?cursor=nonsense").expect(400, "unknown-cursor");
    alice.get("/metadata/delta?limit=1001").expect(400, "bad-request");
    alice.get("/metadata/delta?limit=abc").expect(400, "bad-request");
  }

  @Test
  void listPagesThroughAFolder() throws Exception {
    alice.putFile("/d/a", ONE).expect(200);
    alice.putFile("/d/e/b", TWO).expect(200);
    assertThat(alice.get("/metadata/list?path=/d").expect(200).text())
        .contains("\"/d/a\"")
        .contains("\"/d/e\"")
        .doesNotContain("/d/e/b");
    assertThat(alice.get("/metadata/list?path=/&recursive=true&cursor=&limit=").text())
        .contains("/d/e/b");
    TestClient.Reply page = alice.get("/metadata/list?path=/d&limit=1").expect(200);
    assertThat(page.text()).contains("\"has_more\":true");
    alice.get("/metadata/list?path=/d&limit=1&cursor=" + escape(page.field("cursor"))).expect(200);
    alice.get("/metadata/list?recursive=maybe").expect(400, "bad-request");
    alice.get("/metadata/list?path=nope").expect(400, "bad-path");
    alice.get("/metadata/list?path=/nope").expect(404, "not-found");
  }

  @Test
  void anOldVersionComesBack() throws Exception {
    String first = alice.putFile("/a", ONE).expect(200).field("rev");
    alice.put(hash(TWO), TWO).expect(201);
    alice
        .post(
            "/metadata/commit",
            "{'path':'/a','block_list':['%s'],'size':4,'parent_rev':'%s'}"
                .formatted(hash(TWO), first))
        .expect(200);
    String versions = alice.get("/versions?path=/a").expect(200).text();
    assertThat(versions.indexOf(hash(TWO))).isLessThan(versions.indexOf(hash(ONE))).isPositive();
    alice.post("/versions/restore", "{'path':'/a','rev':'%s'}".formatted(first)).expect(200);
    assertThat(alice.get("/files?path=/a").expect(200).bytes()).isEqualTo(ONE);
    alice.post("/versions/restore", "{'path':'/a','rev':'9-9'}").expect(404, "not-found");
    alice.post("/versions/restore", "{'path':'/a'}").expect(400, "bad-request");
    alice.get("/versions?path=/nope").expect(404, "not-found");
  }

  @Test
  void oneUserSeesNothingOfAnother() throws Exception {
    TestClient bob = api.signUp("bob@example.org");
    String rev = alice.putFile("/a", ONE).expect(200).field("rev");
    bob.get("/metadata/entry?path=/a").expect(404, "not-found");
    bob.get("/metadata/entry?path=/a&rev=" + rev).expect(404, "not-found");
    bob.get("/files?path=/a").expect(404, "not-found");
    bob.post("/versions/restore", "{'path':'/a','rev':'%s'}".formatted(rev))
        .expect(404, "not-found");
    assertThat(bob.get("/metadata/delta").expect(200).text()).contains("\"entries\":[]");
  }

  private static String folders(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{'path':'/f%d','kind':'folder'}".formatted(i))
        .collect(Collectors.joining(",", "{'entries':[", "]}"));
  }
}
