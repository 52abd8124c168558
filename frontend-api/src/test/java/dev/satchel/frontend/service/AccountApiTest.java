package dev.satchel.frontend.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountApiTest {
  @TempDir private Path folder;
  private TestApi api;
  private TestClient operator;

  @BeforeEach
  void start() throws Exception {
    api = new TestApi(folder);
    operator = new TestClient(api.server, api.adminToken);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aTokenIsNeededAndOnlyItsOwnKindCounts() throws Exception {
    TestClient alice = api.signUp("alice@example.org");
    for (String target :
        List.of(
            "/account",
            "/auth/devices",
            "/metadata/delta",
            "/metadata/list",
            "/versions?path=/a",
            "/files?path=/a",
            "/notify/subscribe?cursor=x",
            "/admin/users")) {
      TestClient.Reply refusal = api.nobody().get(target).expect(401, "not-signed-in");
      assertThat(refusal.header("www-authenticate")).isEqualTo("Bearer");
    }
    alice.get("/admin/users").expect(403, "refused");
    operator.get("/account").expect(401, "not-signed-in");
    new TestClient(api.server, "x".repeat(5000)).get("/account").expect(401, "not-signed-in");
    api.nobody().get("/account", "Authorization", "Basic YTpi").expect(401, "not-signed-in");
  }

  @Test
  void anUnlinkedDeviceIsOutAtOnce() throws Exception {
    TestClient laptop = api.signUp("alice@example.org");
    TestClient phone = TestClient.signIn(api.server, "alice@example.org", "phone");
    TestClient bob = api.signUp("bob@example.org");
    TestClient.Reply devices = laptop.get("/auth/devices").expect(200);
    assertThat(devices.text()).contains("laptop").contains("phone");
    String phoneId = devices.text().replaceAll(".*\"id\":\"([^\"]*)\",\"name\":\"phone\".*", "$1");

    bob.delete("/auth/devices/" + phoneId).expect(404, "not-found");
    phone.get("/account").expect(200);
    laptop.delete("/auth/devices/" + phoneId).expect(204);
    phone.get("/account").expect(401, "not-signed-in");
    laptop.post("/auth/logout", "").expect(204);
    laptop.get("/account").expect(401, "not-signed-in");
  }

  @Test
  void theAccountKnowsItsAddressAndItsUse() throws Exception {
    TestClient alice = api.signUp("alice@example.org");
    alice.putFile("/a", new byte[100]).expect(200);
    assertThat(alice.get("/account").expect(200).text())
        .contains("\"email\":\"alice@example.org\"")
        .contains("\"used_bytes\":100")
        .contains("\"quota_bytes\":")
        .contains("\"devices\":[");
  }

  @Test
  void anAccountIsMadeOnce() throws Exception {
    api.signUp("alice@example.org");
    String again = "{'email':'alice@example.org','password':'%s'}".formatted(TestClient.PASSWORD);
    operator.post("/admin/users", again).expect(409, "conflict");
    operator.post("/admin/users", "{'email':'b@example.org'}").expect(400, "bad-request");
    operator.post("/admin/users", "{'email':'','password':'p'}").expect(422, "invalid");
    assertThat(operator.get("/admin/users").expect(200).text()).contains("alice@example.org");
  }

  @Test
  void wrongPasswordsAndUnknownAccountsLookTheSameAndAreSlowedDown() throws Exception {
    api.signUp("alice@example.org");
    String wrong = "{'email':'%s','password':'wrong','device':'d'}";
    TestClient.Reply first =
        api.nobody()
            .post("/auth/login", wrong.formatted("alice@example.org"))
            .expect(401, "not-signed-in");
    TestClient.Reply second =
        api.nobody()
            .post("/auth/login", wrong.formatted("nobody@example.org"))
            .expect(401, "not-signed-in");
    assertThat(first.field("detail")).isEqualTo(second.field("detail"));
    TestClient.Reply reply = first;
    for (int i = 0; i < 30 && reply.status() == 401; i++) {
      reply = api.nobody().post("/auth/login", wrong.formatted("alice@example.org"));
    }
    reply.expect(429, "too-many-requests");
    assertThat(Integer.parseInt(reply.header("retry-after"))).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "null",
        "[]",
        "{",
        "{'email':'a'}",
        "{'email':'a','password':'b','device':null}",
        "{'email':'a','password':'b','device':'c','more':1}",
        "{'email':'a','password':'b','device':'c'} x",
        "{'email':'a','password':'b','device':'c'}{}",
        "{'email':'a' 'password':'b','device':'c'}",
        "{'email':'a','password':'b','device':'c',}",
        "{'email':1,'password':'b','device':'c'}",
        "{'email':{},'password':'b','device':'c'}",
        "{'email':'\\ud800','password':'b','device':'c'}",
        "{'email':'a\nb','password':'b','device':'c'}",
        "{'email':'a\\x','password':'b','device':'c'}",
        "{'email':'\u0000','password':'b','device':'c'}",
        "{'email':[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
      })
  void aLoginThatIsNotWellFormedIsABadRequest(String body) throws Exception {
    TestClient.Reply reply = api.nobody().post("/auth/login", body).expect(400, "bad-request");
    assertThat(reply.text()).doesNotContain("Exception").doesNotContain("java.");
  }

  @Test
  void machinesAreAnsweredWithoutAToken() throws Exception {
    api.nobody().get("/healthz").expect(200);
    api.nobody().get("/readyz").expect(200);
    api.nobody().get("/nowhere").expect(404, "not-found");
    api.nobody().delete("/account").expect(405, "method-not-allowed");
    TestClient.Reply metrics = api.nobody().get("/metrics").expect(200);
    assertThat(metrics.text())
        .contains("satchel_http_healthz")
        .contains("satchel_http_connections");
  }
}
