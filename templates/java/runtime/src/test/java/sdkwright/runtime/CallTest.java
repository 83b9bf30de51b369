package sdkwright.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class CallTest {
  @Test
  void whatIsAlwaysSent() throws IOException {
    try (RawServer server = RawServer.of(RawServer.json(200, "{\"a\":1}"));
        Core core = TestClient.to(server).userAgentSuffix("app/1").make()) {
      Response<JsonNode> response = TestClient.get(core).executeWithResponse();
      assertEquals(1, response.value().get("a").asInt());
      String request = server.requests.get(0);
      assertTrue(request.startsWith("GET /things HTTP/1.1\r\n"), request);
      assertTrue(request.contains("User-Agent: test-sdk/1.2.3 java/"), request);
      assertTrue(request.contains(" app/1\r\n"), request);
      assertTrue(request.contains("Accept: */*\r\n"), request);
      assertFalse(request.contains("Upgrade"), request);
    }
  }

  @Test
  void statusesAreTriedAgain() throws IOException {
    try (RawServer server =
            RawServer.of(
                RawServer.json(503, "{}"), RawServer.json(500, "{}"), RawServer.json(200, "1"));
        Core core = TestClient.to(server).make()) {
      assertEquals(1, TestClient.get(core).execute().asInt());
      assertEquals(3, server.requests.size());
    }
  }

  @Test
  void threeAttemptsInAll() throws IOException {
    try (RawServer server = RawServer.of(RawServer.json(500, "{\"why\":\"broken\"}"));
        Core core = TestClient.to(server).make()) {
      ApiException error = assertThrows(ApiException.class, TestClient.get(core)::execute);
      assertEquals(500, error.status());
      assertEquals(3, error.attempts());
      assertEquals("{\"why\":\"broken\"}", error.rawBody().toUtf8());
      assertEquals(3, server.requests.size());
      assertThrows(ApiException.class, TestClient.get(core).maxAttempts(1)::execute);
      assertEquals(4, server.requests.size());
    }
  }

  @Test
  void unsafeCallsAreNotRepeated() throws IOException {
    try (RawServer server = RawServer.of(RawServer.json(500, "{}"));
        Core core = TestClient.to(server).make()) {
      assertThrows(ApiException.class, TestClient.call(core, "POST", Retry.UNSAFE)::execute);
      assertEquals(1, server.requests.size());
    }
    try (RawServer server =
            RawServer.of(RawServer.text(429, "Retry-After: 0\r\n", ""), RawServer.json(200, "2"));
        Core core = TestClient.to(server).make()) {
      assertEquals(2, TestClient.call(core, "POST", Retry.UNSAFE).execute().asInt());
    }
  }

  @Test
  void aBrokenConnectionIsTriedAgainWhereThatIsSafe() throws IOException {
    try (RawServer server = RawServer.of(RawServer.hangUp(), RawServer.json(200, "3"));
        Core core = TestClient.to(server).make()) {
      assertEquals(3, TestClient.get(core).execute().asInt());
    }
    try (RawServer server = RawServer.of(RawServer.hangUp());
        Core core = TestClient.to(server).make()) {
      assertThrows(TransportException.class, TestClient.call(core, "POST", Retry.UNSAFE)::execute);
      assertEquals(1, server.requests.size());
      TransportException error =
          assertThrows(
              TransportException.class, TestClient.call(core, "PUT", Retry.IDEMPOTENT)::execute);
      assertEquals(3, error.attempts());
      assertEquals(4, server.requests.size());
      // The JDK's client repeats a GET by itself, once an attempt, where a server hangs up without
      // a word; nothing of its
      // public interface says otherwise.
      TransportException get =
          assertThrows(TransportException.class, TestClient.get(core)::execute);
      assertEquals(3, get.attempts());
      assertTrue(server.requests.size() <= 4 + 6);
    }
  }

  @Test
  void whatWasNotSentIsTriedAgain() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    List<Integer> attempts = new ArrayList<>();
    CallObserver observer =
        new CallObserver() {
          @Override
          public void before(Attempt attempt) {
            attempts.add(attempt.number());
          }
        };
    try (Core core = new TestClient.Builder("http://127.0.0.1:" + port).observer(observer).make()) {
      TransportException error =
          assertThrows(
              TransportException.class, TestClient.call(core, "POST", Retry.UNSAFE)::execute);
      assertFalse(error.isConnected());
      assertEquals(List.of(1, 2, 3), attempts);
    }
  }

  @Test
  void aLongRetryAfterIsNotObeyed() throws IOException {
    try (RawServer server = RawServer.of(RawServer.text(503, "Retry-After: 121\r\n", ""));
        Core core = TestClient.to(server).make()) {
      ApiException error = assertThrows(ApiException.class, TestClient.get(core)::execute);
      assertEquals(Duration.ofSeconds(121), error.retryAfter().orElseThrow());
      assertEquals(1, server.requests.size());
    }
  }

  @Test
  void timesAreLimited() throws IOException {
    try (RawServer server = RawServer.of(RawServer.silence(5000));
        Core core = TestClient.to(server).make()) {
      CallTimeoutException error =
          assertThrows(
              CallTimeoutException.class,
              TestClient.get(core).timeout(Duration.ofMillis(150)).maxAttempts(2)::execute);
      assertEquals(CallTimeoutException.Kind.ATTEMPT, error.kind());
      assertEquals(2, error.attempts());
      long start = System.nanoTime();
      error =
          assertThrows(
              CallTimeoutException.class,
              TestClient.get(core).deadline(Duration.ofMillis(200))::execute);
      assertEquals(CallTimeoutException.Kind.DEADLINE, error.kind());
      assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(4));
    }
  }

  @Test
  void aBodyThatStallsIsGivenUp() throws IOException {
    RawServer.Answer stalls =
        socket -> {
          RawServer.raw("HTTP/1.1 200 X\r\nContent-Length: 10\r\n\r\n{").give(socket);
          socket.getOutputStream().flush();
          Thread.sleep(5000);
        };
    try (RawServer server = RawServer.of(stalls);
        Core core = TestClient.to(server).timeout(Duration.ofMillis(200)).make()) {
      assertThrows(CallTimeoutException.class, TestClient.get(core).maxAttempts(1)::execute);
      Request request = core.request("test", "GET").literal("/");
      try (Download download = core.call(request, Reader.binary()).execute()) {
        assertThrows(CallTimeoutException.class, () -> download.readAll(100));
      }
    }
  }

  @Test
  void aBodyThatBreaksOffIsAFailureOfTransport() throws IOException {
    try (RawServer server =
            RawServer.of(RawServer.raw("HTTP/1.1 200 X\r\nContent-Length: 10\r\n\r\n{}"));
        Core core = TestClient.to(server).make()) {
      assertThrows(TransportException.class, TestClient.get(core)::execute);
      assertEquals(3, server.requests.size());
    }
  }

  @Test
  void cancellingEndsTheCall() throws Exception {
    CompletableFuture<Boolean> gone = new CompletableFuture<>();
    RawServer.Answer waits = socket -> gone.complete(socket.getInputStream().read() < 0);
    try (RawServer server = RawServer.of(waits);
        Core core = TestClient.to(server).make()) {
      CompletableFuture<JsonNode> call = TestClient.get(core).executeAsync();
      while (server.requests.isEmpty()) {
        Thread.sleep(5);
      }
      assertTrue(call.cancel(true));
      assertTrue(gone.get(5, TimeUnit.SECONDS));
    }
  }

  @Test
  void closingEndsAllCalls() throws Exception {
    try (RawServer server = RawServer.of(RawServer.silence(5000))) {
      Core core = TestClient.to(server).make();
      CompletableFuture<JsonNode> call = TestClient.get(core).executeAsync();
      core.close();
      ExecutionException error =
          assertThrows(ExecutionException.class, () -> call.get(5, TimeUnit.SECONDS));
      assertEquals(LocalException.Kind.CLOSED, ((LocalException) error.getCause()).kind());
      assertThrows(LocalException.class, TestClient.get(core)::execute);
    }
  }

  @Test
  void anOutageIsNotMadeWorse() throws IOException {
    try (Core core =
        new TestClient.Builder("http://localhost")
            .transport(
                request ->
                    CompletableFuture.completedFuture(
                        TransportResponse.of(500, "text/plain", "no")))
            .backoff(Duration.ZERO, Duration.ZERO)
            .make()) {
      int[] sent = {0};
      for (int i = 0; i < 100; i++) {
        sent[0] += assertThrows(ApiException.class, TestClient.get(core)::execute).attempts();
      }
      assertEquals(100 + 100, sent[0]);
    }
  }

  @Test
  void answersThatCannotBeReadSayWhere() throws IOException {
    try (RawServer server =
            RawServer.of(RawServer.json(200, "[1,\"x\"]"), RawServer.json(200, "[1,"));
        Core core = TestClient.to(server).make()) {
      Request request = core.request("test", "GET").literal("/");
      Call<List<Long>> call = core.call(request, Reader.json(Codecs.list(Codecs.INT64)));
      DecodeException error = assertThrows(DecodeException.class, call::execute);
      assertEquals("$[1]", error.path());
      assertEquals(200, error.status());
      assertEquals("[1,\"x\"]", error.rawBody().toUtf8());
      assertEquals("$", assertThrows(DecodeException.class, call::execute).path());
      assertEquals(2, server.requests.size());
    }
  }

  @Test
  void largeAndZippedBodies() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(("\"" + "a".repeat(5000) + "\"").getBytes(StandardCharsets.UTF_8));
    }
    Headers headers = Headers.of(Map.of("Content-Encoding", List.of("gzip")));
    Transport transport =
        request ->
            CompletableFuture.completedFuture(
                TransportResponse.of(200, headers, new ByteArrayInputStream(zipped.toByteArray())));
    TestClient.Builder builder = new TestClient.Builder("http://localhost").transport(transport);
    try (Core core = builder.make()) {
      assertEquals(5000, TestClient.get(core).execute().asText().length());
    }
    try (Core core = builder.bodyLimit(4000).make()) {
      assertThrows(DecodeException.class, TestClient.get(core)::execute);
    }
  }

  @Test
  void errorsAreTyped() throws IOException {
    try (RawServer server = RawServer.of(RawServer.json(404, "\"gone\""));
        Core core = TestClient.to(server).make()) {
      Request request =
          core.request("test", "GET")
              .literal("/")
              .error(Status.of(400), Codecs.INT64)
              .error(Status.range(4), Codecs.STRING);
      ApiException error =
          assertThrows(ApiException.class, core.call(request, Reader.empty())::execute);
      assertEquals("gone", error.body(String.class).orElseThrow());
      assertTrue(error.body(Long.class).isEmpty());
      assertEquals("\"gone\"", error.bodyJson().orElseThrow());
      assertEquals("test", error.operation());
    }
  }

  @Test
  void observersSeeEveryAttempt() throws IOException {
    List<String> seen = new ArrayList<>();
    CallObserver observer =
        new CallObserver() {
          @Override
          public void after(Attempt attempt, Outcome outcome) {
            seen.add(
                attempt.number() + ":" + outcome.status() + ":" + outcome.retryIn().isPresent());
            throw new IllegalStateException("has no effect");
          }
        };
    try (RawServer server = RawServer.of(RawServer.json(502, ""), RawServer.json(200, "1"));
        Core core = TestClient.to(server).observer(observer).make()) {
      TestClient.get(core).execute();
      assertEquals(List.of("1:502:true", "2:200:false"), seen);
    }
  }

  @Test
  void keysAgainstRepetition() throws IOException {
    try (RawServer server = RawServer.of(RawServer.json(500, ""), RawServer.json(200, "1"));
        Core core = TestClient.to(server).make()) {
      Request request =
          core.request("test", "POST").literal("/").idempotencyHeader("Idempotency-Key");
      core.call(request, Reader.empty()).execute();
      assertEquals(2, server.requests.size());
      String key = header(server.requests.get(0), "Idempotency-Key");
      assertEquals(36, key.length());
      assertEquals(key, header(server.requests.get(1), "Idempotency-Key"));
    }
  }

  static String header(String request, String name) {
    for (String line : request.split("\r\n")) {
      if (line.toLowerCase(java.util.Locale.ROOT)
          .startsWith(name.toLowerCase(java.util.Locale.ROOT) + ": ")) {
        return line.substring(name.length() + 2);
      }
    }
    return "";
  }
}
