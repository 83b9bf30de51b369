package sdkwright.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class AuthTest {
  private static Call<Void> call(Core core, String... schemes) {
    Request request =
        core.request("test", "GET").retry(Retry.IDEMPOTENT).literal("/x").security(schemes);
    return core.call(request, Reader.empty());
  }

  @Test
  void eachSchemeHasItsPlace() throws IOException {
    try (RawServer server = RawServer.of(RawServer.json(200, "1"));
        Core core =
            TestClient.to(server)
                .credential("basic", Credential.basic("me/token", "secret"))
                .credential("key", Credential.apiKey("k&1"))
                .credential("queryKey", Credential.apiKey("k&2"))
                .credential("cookieKey", Credential.apiKey("k;3"))
                .make()) {
      call(core, "basic").execute();
      call(core, "key", "queryKey", "cookieKey").execute();
      assertEquals(
          "Basic bWUvdG9rZW46c2VjcmV0", CallTest.header(server.requests.get(0), "Authorization"));
      String second = server.requests.get(1);
      assertTrue(second.startsWith("GET /x?key=k%262 HTTP"), second);
      assertEquals("k&1", CallTest.header(second, "X-Key"));
      assertEquals("key=k%3B3", CallTest.header(second, "Cookie"));
      LocalException error = assertThrows(LocalException.class, call(core, "bearer")::execute);
      assertEquals(LocalException.Kind.CREDENTIALS, error.kind());
    }
  }

  @Test
  void aProviderIsAskedForEveryAttempt() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (RawServer server = RawServer.of(RawServer.json(500, ""), RawServer.json(200, "1"));
        Core core =
            TestClient.to(server)
                .credential("bearer", Credential.provider(() -> "t" + asked.incrementAndGet()))
                .make()) {
      call(core, "bearer").execute();
      assertEquals("Bearer t1", CallTest.header(server.requests.get(0), "Authorization"));
      assertEquals("Bearer t2", CallTest.header(server.requests.get(1), "Authorization"));
    }
  }

  @Test
  void plainHttpIsForThisMachineOnly() {
    TestClient.Builder builder =
        new TestClient.Builder("http://example.com")
            .credential("bearer", Credential.bearer("t"))
            .transport(
                request ->
                    CompletableFuture.completedFuture(TransportResponse.of(200, "text/plain", "")));
    try (Core core = builder.make()) {
      LocalException error = assertThrows(LocalException.class, call(core, "bearer")::execute);
      assertEquals(LocalException.Kind.PLAIN_HTTP, error.kind());
      call(core).execute();
    }
    try (Core core = builder.allowPlainHttp(true).make()) {
      call(core, "bearer").execute();
    }
  }

  @Test
  void tokensAreFetchedOnceForAll() throws Exception {
    try (RawServer server =
            RawServer.of(
                RawServer.json(200, "{\"access_token\":\"abc\",\"expires_in\":3600}"),
                RawServer.json(200, "1"));
        Core core =
            TestClient.to(server)
                .credential("oauth", Credential.clientCredentials("id:1", "s").withScopes("a", "b"))
                .make()) {
      List<CompletableFuture<Void>> calls = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        calls.add(call(core, "oauth").executeAsync());
      }
      for (CompletableFuture<Void> each : calls) {
        each.get();
      }
      assertEquals(6, server.requests.size());
      String token = server.requests.get(0);
      assertTrue(token.startsWith("POST /token HTTP"), token);
      assertTrue(token.endsWith("grant_type=client_credentials&scope=a%20b"), token);
      assertEquals("Basic aWQlM0ExOnM=", CallTest.header(token, "Authorization"));
      assertEquals("Bearer abc", CallTest.header(server.requests.get(1), "Authorization"));
    }
  }

  @Test
  void redirectsStayAtTheOrigin() throws IOException {
    try (RawServer other = RawServer.of(RawServer.json(200, "1"));
        RawServer server =
            RawServer.of(
                RawServer.text(302, "Location: /y?z=1\r\n", ""),
                RawServer.json(200, "1"),
                RawServer.text(302, "Location: " + other.url() + "/\r\n", ""));
        Core core = TestClient.to(server).credential("bearer", Credential.bearer("t")).make()) {
      call(core, "bearer").execute();
      assertTrue(server.requests.get(1).startsWith("GET /y?z=1 HTTP"));
      assertEquals("Bearer t", CallTest.header(server.requests.get(1), "Authorization"));
      RedirectException error =
          assertThrows(RedirectException.class, call(core, "bearer")::execute);
      assertEquals(RedirectException.Reason.OTHER_ORIGIN, error.reason());
      assertEquals(0, other.requests.size());
      Request post = core.request("test", "POST").literal("/");
      error = assertThrows(RedirectException.class, core.call(post, Reader.empty())::execute);
    }
    try (RawServer server = RawServer.of(RawServer.text(302, "Location: /again\r\n", ""));
        Core core = TestClient.to(server).make()) {
      RedirectException error = assertThrows(RedirectException.class, call(core)::execute);
      assertEquals(RedirectException.Reason.TOO_MANY, error.reason());
      assertEquals(6, server.requests.size());
    }
  }

  @Test
  void secretsAreNotShown() throws IOException {
    List<String> shown = new ArrayList<>();
    shown.add(Credential.basic("user", "hush").toString());
    shown.add(Credential.bearer("hush").toString());
    shown.add(Secret.of("hush").toString());
    TestClient.Builder builder =
        new TestClient.Builder("http://127.0.0.1:1")
            .maxAttempts(1)
            .credential("queryKey", Credential.apiKey("hush"));
    shown.add(builder.toString());
    try (Core core = builder.make()) {
      shown.add(core.toString());
      Throwable error = assertThrows(SdkException.class, call(core, "queryKey")::execute);
      while (error != null) {
        shown.add(error.toString());
        error = error.getCause();
      }
    }
    shown.forEach(text -> assertFalse(text.contains("hush"), text));
  }

  @Test
  void serversWithVariables() {
    ServerUrl server =
        ServerUrl.of(
            ServerUrl.literal("https://"),
            ServerUrl.variable("sub", "www"),
            ServerUrl.literal(".example.com/"),
            ServerUrl.variable("base", "v1"));
    assertEquals("https://www.example.com/v1", server.toString());
    assertEquals(
        "https://a.example.com/v2/x", server.with("sub", "a").with("base", "v2/x").toString());
    for (String value : List.of("evil.test/", "user@", "a#", "a?", "a\\b", "", "a b", "a:1")) {
      assertThrows(LocalException.class, () -> server.with("sub", value), value);
    }
    assertThrows(LocalException.class, () -> server.with("base", "../x"));
    assertThrows(LocalException.class, () -> server.with("other", "x"));
  }
}
