package dev.satchel.frontend.service;

import static dev.satchel.frontend.service.TestClient.escape;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.contract.BlockHash;
import dev.satchel.frontend.http.HttpLimits;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileApiTest {
  @TempDir private Path folder;
  private TestApi api;
  private TestClient alice;

  @BeforeEach
  void start() throws Exception {
    api = new TestApi(folder);
    alice = api.signUp("alice@example.org");
  }

  @AfterEach
  void everyShareOfTheMemoryIsGivenBack() {
    api.close();
    assertThat(api.http.budget().freeBytes()).isEqualTo(HttpLimits.defaults().maxBytesInFlight());
  }

  @Test
  void aFileIsPutTogetherFromItsBlocks() throws Exception {
    byte[] whole = random(10_000_000);
    put("/päper \"1\".bin", whole, 4_000_000);
    String target = "/files?path=" + escape("/päper \"1\".bin");
    TestClient.Reply reply = alice.get(target).expect(200);
    assertThat(reply.bytes()).isEqualTo(whole);
    assertThat(reply.header("content-disposition"))
        .isEqualTo(
            "attachment; filename=\"p_per _1_.bin\"; filename*=UTF-8''p%C3%A4per%20%221%22.bin");
    assertThat(reply.header("accept-ranges")).isEqualTo("bytes");
    TestClient.Reply head = alice.head(target).expect(200);
    assertThat(head.header("content-length")).isEqualTo("10000000");
    alice.get(target, "If-None-Match", reply.header("etag")).expect(304);
    alice.get(target, "If-None-Match", "\"other\", " + reply.header("etag")).expect(304);
    alice.get(target, "If-None-Match", "\"other\"").expect(200);
  }

  @Test
  void everyRangeIsThatPartOfTheFile() throws Exception {
    byte[] whole = random(10_000);
    put("/a", whole, 3_333);
    Random random = new Random(5);
    for (int i = 0; i < 50; i++) {
      int first = random.nextInt(whole.length);
      int last = first + random.nextInt(whole.length - first);
      TestClient.Reply part =
          alice.get("/files?path=/a", "Range", "bytes=" + first + "-" + last).expect(206);
      assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(whole, first, last + 1));
    }
    assertThat(alice.get("/files?path=/a", "Range", "bytes=9999-20000").expect(206).bytes())
        .isEqualTo(Arrays.copyOfRange(whole, 9_999, 10_000));
    assertThat(alice.get("/files?path=/a", "Range", "bytes=-1").expect(206).bytes())
        .isEqualTo(Arrays.copyOfRange(whole, 9_999, 10_000));
    alice.get("/files?path=/a", "Range", "bytes=10000-").expect(416, "bad-range");
    alice.get("/files?path=/a", "Range", "bytes=-0").expect(416, "bad-range");
    assertThat(alice.get("/files?path=/a", "Range", "lines=1-2").expect(200).bytes())
        .isEqualTo(whole);
    assertThat(alice.get("/files?path=/a", "Range", "bytes=0-1,5-6").expect(200).bytes())
        .isEqualTo(whole);
  }

  @Test
  void aRangeOfAnotherVersionIsNotGiven() throws Exception {
    byte[] whole = random(100);
    put("/a", whole, 100);
    String tag = alice.get("/files?path=/a").header("etag");
    alice.get("/files?path=/a", "Range", "bytes=0-1", "If-Range", tag).expect(206);
    alice.get("/files?path=/a", "Range", "bytes=0-1", "If-Range", "\"old\"").expect(200);
  }

  @Test
  void anOldVersionCanBeRead() throws Exception {
    String rev = alice.putFile("/a", random(10)).expect(200).field("rev");
    alice
        .post("/metadata/commit", "{'path':'/a','kind':'deleted','parent_rev':'%s'}".formatted(rev))
        .expect(200);
    alice.get("/files?path=/a").expect(404, "not-found");
    assertThat(alice.get("/files?path=/a&rev=" + rev).expect(200).bytes()).isEqualTo(random(10));
  }

  @Test
  void anEmptyFileHasNoBytesAndAFolderNone() throws Exception {
    alice.putFile("/empty").expect(200);
    assertThat(alice.get("/files?path=/empty").expect(200).bytes()).isEmpty();
    alice.post("/metadata/commit", "{'path':'/d','kind':'folder'}").expect(200);
    alice.get("/files?path=/d").expect(422, "invalid");
    alice.get("/files").expect(400, "bad-request");
  }

  @Test
  void aFileWhoseFirstBlockCannotBeReadIsACleanRefusal() throws Exception {
    byte[] whole = random(1000);
    put("/a", whole, 500);
    String first = TestClient.hash(Arrays.copyOf(whole, 500));
    api.blocks.unreadable.add(BlockHash.parse(first));
    alice.get("/files?path=/a").expect(503, "unavailable");
    assertThat(alice.get("/files?path=/a", "Range", "bytes=500-").expect(206).bytes()).hasSize(500);
  }

  @Test
  void aFileWhoseBlocksDoNotAddUpIsACleanRefusal() throws Exception {
    byte[] whole = random(1000);
    put("/a", whole, 500);
    BlockHash last = BlockHash.parse(TestClient.hash(Arrays.copyOfRange(whole, 500, 1000)));
    for (int length : new int[] {499, 501}) {
      api.blocks.blocks.put(last, new byte[length]);
      alice.get("/files?path=/a").expect(422, "invalid");
    }
    assertThat(alice.get("/files?path=/a", "Range", "bytes=0-9").expect(206).bytes()).hasSize(10);
    api.blocks.blocks.remove(last);
    alice.get("/files?path=/a").expect(503, "unavailable");
  }

  private void put(String path, byte[] whole, int blockBytes) throws Exception {
    int count = (whole.length + blockBytes - 1) / blockBytes;
    byte[][] blocks = new byte[count][];
    for (int i = 0; i < count; i++) {
      blocks[i] =
          Arrays.copyOfRange(whole, i * blockBytes, Math.min(whole.length, (i + 1) * blockBytes));
    }
    alice.putFile(path.replace("\"", "\\\""), blocks).expect(200);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
