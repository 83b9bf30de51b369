package sdkwright.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamsTest {
  private static Request request(Core core) {
    return core.request("test", "GET").literal("/");
  }

  @Test
  void events() throws IOException {
    String text =
        "\ufeff: hello\r\nid: 1\nevent: add\ndata: 1\n\nretry: 7\rdata:2\r\rdata: [3,\ndata: 4]\n\n"
            + "data: [DONE]\n\ndata: 9\n\n";
    try (RawServer server = RawServer.of(RawServer.text(200, "", text));
        Core core = TestClient.to(server).make()) {
      List<String> seen = new ArrayList<>();
      try (EventStream<com.fasterxml.jackson.databind.JsonNode> events =
          core.call(request(core), Reader.eventStream(Codecs.ANY)).execute()) {
        for (Event<?> event : events) {
          seen.add(
              event.type() + " " + event.id() + " " + event.data() + " " + event.retry().orElse(0));
        }
      }
      assertEquals(List.of("add 1 1 0", "message 1 2 7", "message 1 [3,4] 0"), seen);
    }
  }

  @Test
  void lines() throws IOException {
    try (RawServer server = RawServer.of(RawServer.text(200, "", "1\n\n\u001e2\r\n3"));
        Core core = TestClient.to(server).make()) {
      try (JsonLines<Long> lines =
          core.call(request(core), Reader.jsonLines(Codecs.INT64)).execute()) {
        assertEquals(List.of(1L, 2L, 3L), lines.stream().collect(Collectors.toList()));
      }
    }
    try (RawServer server = RawServer.of(RawServer.text(200, "", "1\n\"x\"\n"));
        Core core = TestClient.to(server).make()) {
      try (JsonLines<Long> lines =
          core.call(request(core), Reader.jsonLines(Codecs.INT64)).execute()) {
        DecodeException error =
            assertThrows(DecodeException.class, () -> lines.forEach(line -> {}));
        assertEquals("\"x\"", error.rawBody().toUtf8());
      }
    }
  }

  @Test
  void downloads(@TempDir Path folder) throws IOException {
    try (RawServer server =
            RawServer.of(
                RawServer.text(200, "Content-Type: a/b; c=d\r\n", "content"),
                RawServer.raw("HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\nhalf"));
        Core core = TestClient.to(server).make()) {
      Call<Download> call = core.call(request(core), Reader.binary());
      Path file = folder.resolve("file");
      try (Download download = call.execute()) {
        assertEquals("a/b", download.contentType());
        assertEquals(7, download.contentLength().orElse(0));
        assertEquals(7, download.saveTo(file));
      }
      assertEquals("content", Files.readString(file));
      try (Download download = call.timeout(Duration.ofSeconds(5)).execute()) {
        assertThrows(TransportException.class, () -> download.saveTo(file));
      }
      assertEquals("content", Files.readString(file));
      try (java.util.stream.Stream<Path> left = Files.list(folder)) {
        assertEquals(1, left.count());
      }
      try (Download download = call.execute()) {
        assertThrows(DecodeException.class, () -> download.readAll(3));
      }
    }
  }

  @Test
  void theCaseIsFoundByStatusAndContent() throws IOException {
    try (RawServer server =
            RawServer.of(
                RawServer.text(200, "Content-Type: text/plain\r\n", "hi"),
                RawServer.text(202, "", ""),
                RawServer.text(200, "Content-Type: image/png\r\n", ""));
        Core core = TestClient.to(server).make()) {
      Reader<String> reader =
          Reader.oneOf(
              (index, value) -> index + " " + value,
              Reader.when(Status.of(200), "application/json", Reader.json(Codecs.ANY)),
              Reader.when(Status.of(200), "text/*", Reader.text()),
              Reader.when(Status.of(202), "", Reader.empty()));
      Call<String> call = core.call(request(core), reader);
      assertEquals("1 hi", call.execute());
      assertEquals("2 null", call.execute());
      assertThrows(DecodeException.class, call::execute);
    }
  }

  @Test
  void linksAreResolvedAsBrowsersDo() {
    java.net.URI base = java.net.URI.create("https://a.test/x/y?z=1");
    assertEquals("https://a.test/x/y?q=2", Origins.resolve(base, "?q=2").orElseThrow().toString());
    assertEquals("https://a.test/x/w", Origins.resolve(base, "w").orElseThrow().toString());
    assertEquals(
        "https://a.test/%C3%A9%20b", Origins.resolve(base, "/é b").orElseThrow().toString());
    assertEquals(
        "https://a.test/z?q", Origins.resolve(base, "../../../z?q#f").orElseThrow().toString());
    assertEquals("https://a.test/", Origins.resolve(base, "../../..").orElseThrow().toString());
    assertEquals("https://a.test/..z", Origins.resolve(base, "/..z").orElseThrow().toString());
    assertTrue(Origins.resolve(base, "http://[").isEmpty());
    assertTrue(Origins.mayFollow(base, java.net.URI.create("HTTPS://A.test:443/")));
  }
}
