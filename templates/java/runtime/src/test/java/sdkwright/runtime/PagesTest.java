package sdkwright.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class PagesTest {
  private static Optional<List<JsonNode>> items(JsonNode page) {
    List<JsonNode> items = new ArrayList<>();
    page.path("items").forEach(items::add);
    return Optional.of(items);
  }

  private static Optional<String> next(JsonNode page) {
    return Optional.ofNullable(page.get("next")).map(JsonNode::asText);
  }

  private static PagedCall<JsonNode, JsonNode> list(Core core, Paging<JsonNode, JsonNode> paging) {
    Request request =
        core.request("test", "GET")
            .retry(Retry.NEVER)
            .literal("/list")
            .query("q", Codecs.STRING, Optional.of("x"));
    return core.call(request, Reader.json(Codecs.ANY), paging);
  }

  private static String page(String items, String next) {
    return "{\"items\":[" + items + "]" + (next == null ? "" : ",\"next\":\"" + next + "\"") + "}";
  }

  private static String joined(Iterable<JsonNode> items) {
    List<String> all = new ArrayList<>();
    items.forEach(item -> all.add(item.asText()));
    return String.join(" ", all);
  }

  @Test
  void linksAreFollowed() throws Exception {
    Paging<JsonNode, JsonNode> paging = Paging.link(PagesTest::items, PagesTest::next);
    try (RawServer server =
            RawServer.of(
                RawServer.json(200, page("1,2", "?page=2")), RawServer.json(200, page("3", "")));
        Core core = TestClient.to(server).make()) {
      assertEquals("1 2 3", joined(list(core, paging).items()));
      assertTrue(server.requests.get(1).startsWith("GET /list?page=2 HTTP"));
    }
    try (RawServer server =
            RawServer.of(
                RawServer.json(200, page("1", "/list?page=2")),
                RawServer.json(200, page("2", null)));
        Core core = TestClient.to(server).make()) {
      List<String> seen = new ArrayList<>();
      list(core, paging).forEachItemAsync(item -> seen.add(item.asText())).get();
      assertEquals(List.of("1", "2"), seen);
    }
  }

  @Test
  void linksToOtherOriginsAreRefused() throws IOException {
    Paging<JsonNode, JsonNode> paging = Paging.link(PagesTest::items, PagesTest::next);
    try (RawServer server = RawServer.of(RawServer.json(200, page("1", "http://evil.test/list")));
        Core core = TestClient.to(server).make()) {
      Iterator<JsonNode> pages = list(core, paging).pages().iterator();
      pages.next();
      assertTrue(pages.hasNext());
      LocalException error = assertThrows(LocalException.class, pages::next);
      assertEquals(LocalException.Kind.ORIGIN, error.kind());
      assertFalse(pages.hasNext());
      assertEquals(1, server.requests.size());
    }
  }

  @Test
  void cursorsAndSeams() throws IOException {
    Paging<JsonNode, JsonNode> paging =
        Paging.<JsonNode, JsonNode>cursor(PagesTest::items, "after", PagesTest::next)
            .uniqueKey(item -> Optional.of(item.asText()));
    try (RawServer server =
            RawServer.of(
                RawServer.json(200, page("1,2", "a&b")),
                RawServer.json(200, page("2,3", "c")),
                RawServer.json(200, page("4", null)));
        Core core = TestClient.to(server).make()) {
      String all =
          list(core, paging).items().stream()
              .map(JsonNode::asText)
              .collect(Collectors.joining(" "));
      assertEquals("1 2 3 4", all);
      assertTrue(server.requests.get(1).startsWith("GET /list?q=x&after=a%26b HTTP"));
      assertTrue(server.requests.get(2).startsWith("GET /list?q=x&after=c HTTP"));
    }
  }

  @Test
  void countsAndRepetition() throws IOException {
    try (RawServer server =
            RawServer.of(
                RawServer.json(200, page("1,2", null)),
                RawServer.json(200, page("3", null)),
                RawServer.json(200, page("", null)));
        Core core = TestClient.to(server).make()) {
      assertEquals("1 2 3", joined(list(core, Paging.offset(PagesTest::items, "offset")).items()));
      assertTrue(server.requests.get(1).contains("offset=2 "));
      assertTrue(server.requests.get(2).contains("offset=3 "));
    }
    try (RawServer server = RawServer.of(RawServer.json(200, page("1", null)));
        Core core = TestClient.to(server).make()) {
      Iterator<JsonNode> pages =
          list(core, Paging.pageNumber(PagesTest::items, "page", 1)).pages().iterator();
      pages.next();
      LocalException error = assertThrows(LocalException.class, pages::next);
      assertEquals(LocalException.Kind.PAGINATION, error.kind());
      assertTrue(server.requests.get(1).contains("page=2 "));
    }
    Paging<JsonNode, JsonNode> paging = Paging.cursor(PagesTest::items, "after", PagesTest::next);
    try (RawServer server = RawServer.of(RawServer.json(200, page("1", "same")));
        Core core = TestClient.to(server).make()) {
      assertThrows(LocalException.class, () -> joined(list(core, paging).items()));
      assertEquals(2, server.requests.size());
    }
  }

  @Test
  void afterAnErrorThePageIsAskedForAgain() throws IOException {
    Paging<JsonNode, JsonNode> paging = Paging.link(PagesTest::items, PagesTest::next);
    try (RawServer server =
            RawServer.of(
                RawServer.json(200, page("1", "/list?page=2")),
                RawServer.json(500, ""),
                RawServer.json(200, page("2", null)));
        Core core = TestClient.to(server).make()) {
      Iterator<JsonNode> items = list(core, paging).items().iterator();
      assertEquals(1, items.next().asInt());
      assertThrows(ApiException.class, items::next);
      assertEquals(2, items.next().asInt());
      assertFalse(items.hasNext());
    }
  }
}
