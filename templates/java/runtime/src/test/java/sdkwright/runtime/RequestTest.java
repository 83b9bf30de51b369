package sdkwright.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RequestTest {
  private static JsonNode node(String json) {
    return Codecs.ANY.fromJson(json);
  }

  private static String query(Style style, boolean explode, boolean reserved, String json) {
    return Style.Pair.join(Style.query("color", style, explode, reserved, node(json)));
  }

  /** The example values of OpenAPI 3.0.3, section 4.7.12.4. */
  @Test
  void styles() {
    String list = "[\"blue\",\"black\"]";
    String object = "{\"R\":100,\"G\":200}";
    assertEquals("blue,black", Style.path("color", Style.SIMPLE, false, node(list)));
    assertEquals("R,100,G,200", Style.path("color", Style.SIMPLE, false, node(object)));
    assertEquals("R=100,G=200", Style.path("color", Style.SIMPLE, true, node(object)));
    assertEquals(".blue,black", Style.path("color", Style.LABEL, false, node(list)));
    assertEquals(".blue.black", Style.path("color", Style.LABEL, true, node(list)));
    assertEquals(".R=100.G=200", Style.path("color", Style.LABEL, true, node(object)));
    assertEquals(";color=blue,black", Style.path("color", Style.MATRIX, false, node(list)));
    assertEquals(";color=blue;color=black", Style.path("color", Style.MATRIX, true, node(list)));
    assertEquals(";R=100;G=200", Style.path("color", Style.MATRIX, true, node(object)));
    assertEquals(";color", Style.path("color", Style.MATRIX, false, node("\"\"")));
    assertEquals("color=", query(Style.FORM, true, false, "\"\""));
    assertEquals("color=blue,black", query(Style.FORM, false, false, list));
    assertEquals("color=blue&color=black", query(Style.FORM, true, false, list));
    assertEquals("color=R,100,G,200", query(Style.FORM, false, false, object));
    assertEquals("R=100&G=200", query(Style.FORM, true, false, object));
    assertEquals("color=blue%20black", query(Style.SPACE_DELIMITED, false, false, list));
    assertEquals("color=blue%7Cblack", query(Style.PIPE_DELIMITED, false, false, list));
    assertEquals(
        "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bb%5D=2&color%5Bc%5D=true",
        query(Style.DEEP_OBJECT, true, false, "{\"a\":{\"b\":[1,2]},\"c\":true}"));
    assertEquals("", query(Style.FORM, true, false, "[]"));
    assertEquals("", query(Style.FORM, false, false, "[]"));
    assertEquals(
        "color=/a?b=c%26d%23e%20%25%2B", query(Style.FORM, true, true, "\"/a?b=c&d#e %+\""));
    assertEquals("color=a%2Cb,c", query(Style.FORM, false, false, "[\"a,b\",\"c\"]"));
    assertEquals("R=100,G=200", Style.plain(true, node(object)));
  }

  @Test
  void everyByteThatIsNotUnreservedIsEncoded() {
    assertEquals("aZ09-._~", Style.encode("aZ09-._~"));
    assertEquals(
        "a%20b%2Fc%3Fd%23e%25f%2Bg%26h%3Di%2Cj%3Bk%3Al%40m",
        Style.encode("a b/c?d#e%f+g&h=i,j;k:l@m"));
    assertEquals("%C3%A9%F0%9F%98%80%00%0A", Style.encode("é😀\0\n"));
  }

  private static LocalException refused(Core core, Request request) {
    return assertThrows(LocalException.class, core.call(request, Reader.empty())::execute);
  }

  @Test
  void pathParametersThatWouldChangeThePathAreRefused() throws IOException {
    try (RawServer server = RawServer.of(RawServer.json(200, "1"));
        Core core = TestClient.to(server).make()) {
      for (String id : List.of("", ".", "..")) {
        Request request =
            core.request("test", "GET").literal("/a/").path("id", Codecs.STRING, id).literal("/b");
        assertEquals(LocalException.Kind.PATH_PARAMETER, refused(core, request).kind());
      }
      Request request =
          core.request("test", "GET").literal("/a/").path("id", Codecs.STRING, "%2e%2e/x");
      core.call(request, Reader.empty()).execute();
      assertEquals(1, server.requests.size());
      assertTrue(server.requests.get(0).startsWith("GET /a/%252e%252e%2Fx HTTP"));
    }
  }

  @Test
  void headersThatWouldStartAnotherOneAreRefused() throws IOException {
    try (RawServer server = RawServer.of(RawServer.json(200, "1"));
        Core core = TestClient.to(server).make()) {
      for (String value : List.of("a\r\nb: c", "a\nb", "a\0b", "é")) {
        Request request =
            core.request("test", "GET")
                .literal("/")
                .header("X-A", false, Codecs.STRING, Optional.of(value));
        assertEquals(LocalException.Kind.HEADER, refused(core, request).kind());
        Call<Void> call = core.call(core.request("test", "GET").literal("/"), Reader.empty());
        assertThrows(LocalException.class, call.header("X-B", value)::execute);
      }
      Request cookie =
          core.request("test", "GET")
              .literal("/")
              .cookie("c", true, Codecs.STRING, Optional.of("a\r\nb;c"));
      core.call(cookie, Reader.empty()).execute();
      assertTrue(server.requests.get(0).contains("Cookie: c=a%0D%0Ab%3Bc\r\n"));
    }
  }

  @Test
  void numbersThatAreNotFiniteAreRefused() throws IOException {
    try (RawServer server = RawServer.of(RawServer.json(200, "1"));
        Core core = TestClient.to(server).make()) {
      Request request =
          core.request("test", "POST")
              .literal("/")
              .json("application/json", Codecs.DOUBLE, Double.NaN);
      assertEquals(LocalException.Kind.VALUE, refused(core, request).kind());
      assertEquals(0, server.requests.size());
    }
  }

  @Test
  void multipartIsStreamedWithAKnownLength(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a\"b.txt");
    Files.writeString(file, "content");
    try (RawServer server = RawServer.of(RawServer.json(500, ""), RawServer.json(200, "1"));
        Core core = TestClient.to(server).make()) {
      Request request =
          core.request("test", "PUT")
              .retry(Retry.IDEMPOTENT)
              .literal("/")
              .multipart()
              .filePart("file", null, Upload.ofFile(file))
              .textPart("count", null, Codecs.INT64, 3L)
              .jsonPart("meta", null, Codecs.list(Codecs.STRING), List.of("x"));
      core.call(request, Reader.empty()).execute();
      assertEquals(2, server.requests.size());
      String sent = server.requests.get(1);
      assertTrue(sent.contains("Content-Length: "), sent);
      assertTrue(
          sent.contains(
              "Content-Disposition: form-data; name=\"file\"; filename=\"a%22b.txt\"\r\n"
                  + "Content-Type: application/octet-stream\r\n\r\ncontent\r\n"),
          sent);
      assertTrue(sent.contains("name=\"count\"\r\n\r\n3\r\n"), sent);
      assertTrue(
          sent.contains("name=\"meta\"\r\nContent-Type: application/json\r\n\r\n[\"x\"]\r\n"),
          sent);
    }
    assertEquals("a%0D%0Ab%22_", Multipart.quote("a\r\nb\"\0"));
  }

  @Test
  void aBodyThatCanBeReadOnceIsSentOnce() throws IOException {
    try (RawServer server = RawServer.of(RawServer.json(500, ""));
        Core core = TestClient.to(server).make()) {
      Body body = Body.once(new ByteArrayInputStream("abc".getBytes(StandardCharsets.UTF_8)), -1);
      Request request =
          core.request("test", "PUT")
              .retry(Retry.IDEMPOTENT)
              .literal("/")
              .bytes("application/octet-stream", body);
      assertThrows(ApiException.class, core.call(request, Reader.empty())::execute);
      assertEquals(1, server.requests.size());
    }
  }

  @Test
  void aFileOfAnotherLengthIsAnErrorOfThisSide(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a");
    Files.writeString(file, "abc");
    try (RawServer server = RawServer.of(RawServer.json(200, "1"));
        Core core = TestClient.to(server).make()) {
      Body body = Body.ofFile(file);
      Files.writeString(file, "ab");
      Request request =
          core.request("test", "PUT").literal("/").bytes("application/octet-stream", body);
      assertEquals(LocalException.Kind.FILE, refused(core, request).kind());
    }
  }

  @Test
  void forms() throws IOException {
    try (RawServer server = RawServer.of(RawServer.json(200, "1"));
        Core core = TestClient.to(server).make()) {
      Request request =
          core.request("test", "POST")
              .literal("/")
              .form(
                  Codecs.ANY,
                  node("{\"a b\":\"c&d\",\"tags\":[1,2],\"at\":{\"x\":1},\"more\":[3,4]}"),
                  FormEncoding.json("tags"),
                  FormEncoding.of("at", Style.DEEP_OBJECT, true, true));
      core.call(request, Reader.empty()).execute();
      assertTrue(
          server
              .requests
              .get(0)
              .endsWith("\r\n\r\na%20b=c%26d&tags=%5B1%2C2%5D&at%5Bx%5D=1&more=3&more=4"),
          server.requests.get(0));
    }
  }
}
