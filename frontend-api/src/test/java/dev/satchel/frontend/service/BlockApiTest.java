package dev.satchel.frontend.service;

import static dev.satchel.frontend.service.TestClient.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.contract.BlockHash;
import dev.satchel.frontend.http.HttpLimits;
import dev.satchel.volume.store.StoreFullException;
import dev.satchel.volume.store.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockApiTest {
  private static final byte[] BLOCK = "some bytes".getBytes(StandardCharsets.UTF_8);
  private static final int MAX = 4 * 1024 * 1024;

  @TempDir private Path folder;
  private TestApi api;
  private TestClient alice;
  private TestClient bob;

  @BeforeEach
  void start() throws Exception {
    api = new TestApi(folder);
    alice = api.signUp("alice@example.org");
    bob = api.signUp("bob@example.org");
  }

  @AfterEach
  void everyShareOfTheMemoryIsGivenBack() {
    api.close();
    assertThat(api.http.budget().freeBytes()).isEqualTo(HttpLimits.defaults().maxBytesInFlight());
  }

  @Test
  void aBlockIsStoredOnceAndReadOnceItIsReferred() throws Exception {
    alice.put(hash(BLOCK), BLOCK).expect(201);
    alice.put(hash(BLOCK), BLOCK).expect(200);
    alice.putFile("/a", BLOCK).expect(200);

    TestClient.Reply reply = alice.get("/blocks/" + hash(BLOCK)).expect(200);
    assertThat(reply.bytes()).isEqualTo(BLOCK);
    assertThat(reply.header("etag")).isEqualTo('"' + hash(BLOCK) + '"');
    alice.get("/blocks/" + hash(BLOCK), "If-None-Match", reply.header("etag")).expect(304);
    TestClient.Reply head = alice.head("/blocks/" + hash(BLOCK)).expect(200);
    assertThat(head.header("content-length")).isEqualTo("10");
  }

  @Test
  void theLargestBlockGoesBothWaysAndOneByteMoreIsRefused() throws Exception {
    byte[] largest = new byte[MAX];
    new Random(1).nextBytes(largest);
    alice.putFile("/a", largest).expect(200);
    assertThat(alice.get("/blocks/" + hash(largest)).expect(200).bytes()).isEqualTo(largest);
    byte[] tooLarge = new byte[MAX + 1];
    alice.put(hash(tooLarge), tooLarge).expect(413, "too-large");
  }

  @Test
  void bytesThatDoNotMatchTheirNameAreRefused() throws Exception {
    alice.put(hash(new byte[] {1}), BLOCK).expect(422, "hash-mismatch");
    alice.put(hash(new byte[0]), new byte[0]).expect(422, "invalid");
    alice.put("abc", BLOCK).expect(400, "bad-request");
    alice.put(hash(BLOCK).toUpperCase(), BLOCK).expect(400, "bad-request");
    assertThat(api.blocks.blocks).isEmpty();
  }

  @Test
  void noAnswerTellsWhetherSomebodyElseHasABlock() throws Exception {
    alice.putFile("/a", BLOCK).expect(200);
    String name = hash(BLOCK);
    bob.get("/blocks/" + name).expect(404, "unknown-block");
    bob.head("/blocks/" + name).expect(404);
    assertThat(bob.post("/blocks/check", "{'hashes':['%s']}".formatted(name)).expect(200).text())
        .contains(name);
    bob.post("/metadata/commit", "{'path':'/b','block_list':['%s'],'size':10}".formatted(name))
        .expect(422, "need-blocks");
    bob.put(name, BLOCK).expect(201);
    bob.putFile("/b", BLOCK).expect(200);
    bob.get("/blocks/" + name).expect(200);
  }

  @Test
  void checkNamesWhatMustBeSent() throws Exception {
    String other = hash(new byte[] {1});
    alice.put(hash(BLOCK), BLOCK).expect(201);
    String check = "{'hashes':['%s','%s','%s']}".formatted(hash(BLOCK), other, other);
    TestClient.Reply reply = alice.post("/blocks/check", check).expect(200);
    assertThat(reply.text()).isEqualTo("{\"missing\":[\"" + other + "\"],\"prove\":[]}");
    api.blocks.blocks.clear();
    assertThat(alice.post("/blocks/check", check).text()).contains(hash(BLOCK)).contains(other);
  }

  @Test
  void tooManyHashesAreRefused() throws Exception {
    alice.post("/blocks/check", hashes(10_000)).expect(200);
    alice.post("/blocks/check", hashes(10_001)).expect(400, "too-many");
    alice.post("/blocks/check", hashes(60_000)).expect(413, "too-large");
  }

  @Test
  void aPartOfABlockCanBeRead() throws Exception {
    alice.putFile("/a", BLOCK).expect(200);
    String target = "/blocks/" + hash(BLOCK);
    TestClient.Reply part = alice.get(target, "Range", "bytes=5-6").expect(206);
    assertThat(part.text()).isEqualTo("by");
    assertThat(part.header("content-range")).isEqualTo("bytes 5-6/10");
    assertThat(alice.get(target, "Range", "bytes=-3").expect(206).text()).isEqualTo("tes");
    assertThat(
            alice
                .get(target, "Range", "bytes=10-")
                .expect(416, "bad-range")
                .header("content-range"))
        .isEqualTo("bytes */10");
  }

  @Test
  void aStoreThatCannotIsNamedAsTheReason() throws Exception {
    api.blocks.refusal = new StoreFullException("no space");
    alice.put(hash(BLOCK), BLOCK).expect(507, "no-space");
    api.blocks.refusal = new StoreUnavailableException("no volume", Duration.ofSeconds(7), null);
    TestClient.Reply reply = alice.put(hash(BLOCK), BLOCK).expect(503, "unavailable");
    assertThat(reply.header("retry-after")).isEqualTo("7");
    api.nobody().get("/readyz").expect(503, "unavailable");
    api.blocks.refusal = null;
    api.nobody().get("/readyz").expect(200);
    alice.putFile("/a", BLOCK).expect(200);
    api.blocks.unreadable.add(BlockHash.parse(hash(BLOCK)));
    alice.get("/blocks/" + hash(BLOCK)).expect(503, "unavailable");
  }

  @Test
  void aBlockThatWasSentButNotStoredIsStillMissing() throws Exception {
    api.blocks.refusal = new StoreUnavailableException("no volume", Duration.ofSeconds(7), null);
    alice.put(hash(BLOCK), BLOCK).expect(503, "unavailable");
    api.blocks.refusal = null;

    String check = "{'hashes':['%s']}".formatted(hash(BLOCK));
    assertThat(alice.post("/blocks/check", check).expect(200).text()).contains(hash(BLOCK));
    alice
        .post(
            "/metadata/commit",
            "{'path':'/a','block_list':['%s'],'size':10}".formatted(hash(BLOCK)))
        .expect(422, "need-blocks");

    alice.putFile("/a", BLOCK).expect(200);
    assertThat(alice.get("/blocks/" + hash(BLOCK)).expect(200).bytes()).isEqualTo(BLOCK);
  }

  private static String hashes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "'%064x'".formatted(i))
        .collect(Collectors.joining(",", "{'hashes':[", "]}"));
  }
}
