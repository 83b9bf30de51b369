package sdkwright.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** A client as generated code makes one. */
final class TestClient {
  private TestClient() {}

  static final class Builder extends ClientBuilder<Builder> {
    Builder(String url) {
      super(
          new PackageInfo(
              "test-sdk",
              "1.2.3",
              url,
              Scheme.basic("basic"),
              Scheme.bearer("bearer"),
              Scheme.headerKey("key", "X-Key"),
              Scheme.queryKey("queryKey", "key"),
              Scheme.cookieKey("cookieKey", "key"),
              Scheme.oauth2("oauth", "/token", null)));
      backoff(Duration.ofMillis(1), Duration.ofMillis(2));
      timeout(Duration.ofSeconds(10));
    }

    Core make() {
      return core();
    }
  }

  static Builder to(RawServer server) {
    return new Builder(server.url());
  }

  static Call<JsonNode> get(Core core) {
    return call(core, "GET", Retry.IDEMPOTENT);
  }

  static Call<JsonNode> call(Core core, String method, Retry retry) {
    Request request = core.request("test", method).retry(retry).literal("/things");
    return core.call(request, Reader.json(Codecs.ANY));
  }
}
