package dev.satchel.frontend.service;

import static dev.satchel.frontend.service.TestClient.escape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifyApiTest {
  @TempDir private Path folder;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private TestApi api;
  private TestClient alice;

  @BeforeEach
  void start() throws Exception {
    api = new TestApi(folder);
    alice = api.signUp("alice@example.org");
  }

  @AfterEach
  void stop() {
    executor.shutdownNow();
    api.close();
  }

  @Test
  void aWaitingDeviceHearsOfACommitAndNobodyElseDoes() throws Exception {
    TestClient bob = api.signUp("bob@example.org");
    CompletableFuture<String> phone = subscribe(alice, cursor(alice), 30);
    CompletableFuture<String> laptop = subscribe(alice, cursor(alice), 30);
    CompletableFuture<String> stranger = subscribe(bob, cursor(bob), 30);
    awaitWaiting(3);
    alice.putFile("/a", new byte[] {1}).expect(200);
    assertThat(phone.get(10, TimeUnit.SECONDS)).isEqualTo("{\"changes\":true}");
    assertThat(laptop.get(10, TimeUnit.SECONDS)).isEqualTo("{\"changes\":true}");
    assertThat(stranger).isNotDone();
    assertThat(api.hub.waiting()).isEqualTo(1);
  }

  @Test
  void whatHappenedBeforeIsToldAtOnce() throws Exception {
    String before = cursor(alice);
    alice.putFile("/a", new byte[] {1}).expect(200);
    assertThat(subscribe(alice, before, 30).get(10, TimeUnit.SECONDS))
        .isEqualTo("{\"changes\":true}");
  }

  @Test
  void silenceIsToldWhenTheTimeIsOver() throws Exception {
    assertThat(subscribe(alice, cursor(alice), 0).get(10, TimeUnit.SECONDS))
        .isEqualTo("{\"changes\":false}");
    assertThat(subscribe(alice, cursor(alice), 1).get(10, TimeUnit.SECONDS))
        .isEqualTo("{\"changes\":false}");
    assertThat(api.hub.waiting()).isZero();
  }

  @Test
  void aDeviceThatGoesAwayIsForgotten() throws Exception {
    CompletableFuture<String> phone = subscribe(alice, cursor(alice), 60);
    awaitWaiting(1);
    phone.cancel(true);
    executor.shutdownNow();
    awaitWaiting(0);
  }

  @Test
  void aDeviceThatIsUnlinkedIsSentToFindOut() throws Exception {
    TestClient other = TestClient.signIn(api.server, "alice@example.org", "other");
    String cursor = cursor(alice);
    CompletableFuture<String> phone = subscribe(alice, cursor, 60);
    awaitWaiting(1);
    String laptop = alice.get("/auth/devices").expect(200).field("id");
    other.delete("/auth/devices/" + laptop).expect(204);
    assertThat(phone.get(10, TimeUnit.SECONDS)).isEqualTo("{\"changes\":true}");
    alice.get("/metadata/delta?cursor=" + escape(cursor)).expect(401, "not-signed-in");
  }

  @Test
  void badQuestionsAreRefused() throws Exception {
    alice.get("/notify/subscribe").expect(400, "bad-request");
    alice.get("/notify/subscribe?cursor=nonsense").expect(400, "unknown-cursor");
    String cursor = escape(cursor(alice));
    alice.get("/notify/subscribe?timeout=abc&cursor=" + cursor).expect(400, "bad-request");
    alice.get("/notify/subscribe?timeout=9999&cursor=" + cursor).expect(400, "bad-request");
  }

  @Test
  void manyWaitWithoutAThreadEach() throws Exception {
    String cursor = cursor(alice);
    int threads = Thread.getAllStackTraces().size();
    List<CompletableFuture<String>> waiting = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      waiting.add(subscribe(alice, cursor, 60));
    }
    awaitWaiting(500);
    assertThat(Thread.getAllStackTraces().size()).isLessThan(threads + 50);
    alice.putFile("/a", new byte[] {1}).expect(200);
    for (CompletableFuture<String> one : waiting) {
      assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo("{\"changes\":true}");
    }
    assertThat(api.hub.waiting()).isZero();
  }

  private static String cursor(TestClient client) throws Exception {
    return client.get("/metadata/delta").expect(200).field("cursor");
  }

  private CompletableFuture<String> subscribe(TestClient client, String cursor, int seconds) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    executor.execute(() -> {
      try {
        answer.complete(
            client
                .get("/notify/subscribe?timeout=" + seconds + "&cursor=" + escape(cursor))
                .expect(200)
                .text());
      } catch (Exception | AssertionError e) {
        answer.completeExceptionally(e);
      }
    });
    return answer;
  }

  private void awaitWaiting(int count) {
    await().atMost(30, TimeUnit.SECONDS).until(() -> api.hub.waiting() == count);
  }
}
