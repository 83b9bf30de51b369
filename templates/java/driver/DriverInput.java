package sdkwright.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import sdkwright.runtime.BaseCall;
import sdkwright.runtime.Body;
import sdkwright.runtime.CallObserver;
import sdkwright.runtime.ClientBuilder;
import sdkwright.runtime.Codec;
import sdkwright.runtime.Codecs;
import sdkwright.runtime.Credential;
import sdkwright.runtime.Download;
import sdkwright.runtime.EventStream;
import sdkwright.runtime.Headers;
import sdkwright.runtime.JsonException;
import sdkwright.runtime.JsonLines;
import sdkwright.runtime.PagedCall;
import sdkwright.runtime.Response;
import sdkwright.runtime.Upload;

/** A request to the driver: its values as the types of the SDK, and what came of it. */
final class DriverInput {
  /** What is being answered: the client, and with it the observer, is kept for the next request. */
  private static volatile DriverInput current;

  private final JsonNode request;
  private Headers headers = Headers.of(java.util.Map.of());
  private int status;
  private int successes;
  private int pages;

  DriverInput(JsonNode request) {
    this.request = request;
    current = this;
  }

  int status() {
    return status;
  }

  int pages() {
    return pages;
  }

  Headers rawHeaders() {
    return headers;
  }

  ObjectNode headers() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    headers
        .names()
        .forEach(
            name -> node.put(name.toLowerCase(Locale.ROOT), String.join(", ", headers.all(name))));
    return node;
  }

  String operationId() {
    return request.path("operationId").asText();
  }

  private static final class Observer implements CallObserver {
    @Override
    public void after(Attempt attempt, Outcome outcome) {
      if (outcome.error().isEmpty()) {
        current.successes++;
        current.status = outcome.status();
      }
    }
  }

  /** What the client depends on. */
  String settings() {
    return request.path("baseUrl") + " " + request.path("auth");
  }

  /** Sets what the request says about the client. */
  <B extends ClientBuilder<B>> B configure(B builder) {
    builder.observer(new Observer());
    if (request.has("baseUrl")) {
      builder.baseUrl(request.get("baseUrl").asText());
    }
    request
        .path("auth")
        .properties()
        .forEach(entry -> credential(builder, entry.getKey(), entry.getValue()));
    return builder;
  }

  private static void credential(ClientBuilder<?> builder, String scheme, JsonNode given) {
    if (given.has("username")) {
      String password = given.path("password").asText();
      builder.credential(scheme, Credential.basic(given.get("username").asText(), password));
    } else if (given.has("token")) {
      builder.credential(scheme, Credential.bearer(given.get("token").asText()));
    } else if (given.has("value")) {
      builder.credential(scheme, Credential.apiKey(given.get("value").asText()));
    }
  }

  /** An argument. */
  <T> Optional<T> argument(String place, String name, Codec<T> codec) {
    JsonNode node = request.path("args").path(place).get(name);
    return node == null ? Optional.empty() : Optional.of(codec.fromNode(node));
  }

  /** An argument that the method takes by position. */
  <T> T required(String place, String name, Codec<T> codec) {
    return argument(place, name, codec)
        .orElseThrow(() -> new IllegalStateException("required and not given: " + name));
  }

  boolean hasBody() {
    return request.hasNonNull("body");
  }

  String contentType() {
    return request.path("body").path("contentType").asText();
  }

  /** Whether the body is of a media type, which may be a range. */
  boolean isContent(String mediaType) {
    String given = bare(contentType());
    String wanted = bare(mediaType);
    if (wanted.endsWith("*")) {
      return wanted.equals("*/*") || given.startsWith(wanted.substring(0, wanted.length() - 1));
    }
    return given.equals(wanted);
  }

  private static String bare(String mediaType) {
    return mediaType.split(";")[0].trim().toLowerCase(Locale.ROOT);
  }

  <T> T json(Codec<T> codec) {
    JsonNode node = request.path("body").get("json");
    return codec.fromNode(node == null ? NullNode.instance : node);
  }

  String text() {
    return request.path("body").path("text").asText();
  }

  String webhook() {
    return request.path("webhook").asText();
  }

  Map<String, List<String>> sent() {
    Map<String, List<String>> sent = new LinkedHashMap<>();
    request
        .path("headers")
        .fields()
        .forEachRemaining(header -> sent.put(header.getKey(), texts(header.getValue())));
    return sent;
  }

  byte[] body() {
    JsonNode body = request.path("body");
    return body.has("base64")
        ? Base64.getDecoder().decode(body.get("base64").asText())
        : body.path("text").asText().getBytes(StandardCharsets.UTF_8);
  }

  String[] secrets() {
    return texts(request.path("secrets")).toArray(new String[0]);
  }

  Instant now() {
    return Instant.ofEpochSecond(request.path("now").asLong());
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(item -> texts.add(item.asText()));
    } else {
      texts.add(node.asText());
    }
    return texts;
  }

  Body bytes() {
    return content(request.path("body"));
  }

  private static Body content(JsonNode node) {
    if (node.has("base64")) {
      return Body.of(Base64.getDecoder().decode(node.get("base64").asText()));
    }
    return Body.of(node.has("json") ? node.get("json").toString() : node.path("text").asText());
  }

  private List<JsonNode> partsOf(String name) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode part : request.path("body").path("parts")) {
      if (part.path("name").asText().equals(name)) {
        found.add(part);
      }
    }
    return found;
  }

  Optional<List<Upload>> files(String name) {
    List<Upload> files = new ArrayList<>();
    for (JsonNode part : partsOf(name)) {
      Upload upload = Upload.of(part.path("fileName").asText("file"), content(part));
      files.add(
          part.has("contentType")
              ? upload.withContentType(part.get("contentType").asText())
              : upload);
    }
    return files.isEmpty() ? Optional.empty() : Optional.of(files);
  }

  Optional<Upload> file(String name) {
    return files(name).map(files -> files.get(0));
  }

  <T> Optional<List<T>> parts(String name, Codec<T> codec) {
    List<T> values = new ArrayList<>();
    partsOf(name).forEach(part -> values.add(value(part, codec)));
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  <T> Optional<T> part(String name, Codec<T> codec) {
    return parts(name, codec).map(values -> values.get(0));
  }

  /** A text can be the JSON form of a number as well as a string. */
  private static <T> T value(JsonNode part, Codec<T> codec) {
    if (part.has("json")) {
      return codec.fromNode(part.get("json"));
    }
    String text = part.path("text").asText();
    try {
      return codec.fromNode(TextNode.valueOf(text));
    } catch (JsonException error) {
      return codec.fromJson(text);
    }
  }

  /** Fills a builder. */
  <B> B fill(B builder, Consumer<B> parts) {
    parts.accept(builder);
    return builder;
  }

  Driver.Unsupported unsupported() {
    String what = hasBody() ? " with a body of " + contentType() : "";
    return new Driver.Unsupported(operationId() + what + " is not in this SDK");
  }

  /** Makes a call. */
  <T> JsonNode run(BaseCall<T, ?> call, Function<T, JsonNode> encode) {
    options(call);
    Response<T> response = call.executeWithResponse();
    status = response.status();
    headers = response.headers();
    return response.value() == null ? NullNode.instance : encode.apply(response.value());
  }

  /** Makes a call, and the calls for all pages if they are wanted. */
  <P, I> JsonNode run(
      PagedCall<P, I> call, Function<P, JsonNode> encode, Function<I, JsonNode> encodeItem) {
    if (!request.path("options").path("collectPages").asBoolean()) {
      return run(call, encode);
    }
    options(call);
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    call.items().forEach(item -> items.add(encodeItem.apply(item)));
    pages = successes;
    return items;
  }

  private void options(BaseCall<?, ?> call) {
    JsonNode options = request.path("options");
    if (options.has("maxAttempts")) {
      call.maxAttempts(options.get("maxAttempts").asInt());
    }
    if (options.has("timeoutMs")) {
      call.deadline(Duration.ofMillis(options.get("timeoutMs").asLong()));
    }
  }

  static JsonNode download(Download download) {
    try (Download open = download) {
      byte[] bytes = open.readAll(Integer.MAX_VALUE - 16);
      return JsonNodeFactory.instance
          .objectNode()
          .put("base64", Base64.getEncoder().encodeToString(bytes));
    }
  }

  static <T> JsonNode events(EventStream<T> stream, Codec<T> codec) {
    try (EventStream<T> open = stream) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      open.forEach(event -> array.add(codec.toNode(event.data())));
      return array;
    }
  }

  static <T> JsonNode lines(JsonLines<T> stream, Codec<T> codec) {
    try (JsonLines<T> open = stream) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      open.forEach(value -> array.add(codec.toNode(value)));
      return array;
    }
  }

  /** The first case that is there. */
  @SafeVarargs
  static JsonNode first(Optional<JsonNode>... cases) {
    for (Optional<JsonNode> each : cases) {
      if (each.isPresent()) {
        return each.get();
      }
    }
    return NullNode.instance;
  }

  static Optional<JsonNode> empty(boolean here) {
    return here ? Optional.of(NullNode.instance) : Optional.empty();
  }

  static JsonNode text(String text) {
    return Codecs.STRING.toNode(text);
  }
}
