package sdkwright.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * For generated code: a request, not yet sent, with all its values encoded. What is wrong with it
 * is kept, and thrown when it is sent.
 */
public final class Request {
  final String id;
  final String method;
  final List<List<String>> security = new ArrayList<>();
  final List<Style.Pair> query = new ArrayList<>();
  final List<String[]> headers = new ArrayList<>();
  final List<Style.Pair> cookies = new ArrayList<>();
  final List<ErrorCase> errors = new ArrayList<>();
  final List<Notation.Case> notations = new ArrayList<>();
  final StringBuilder path = new StringBuilder();
  String accept = "*/*";
  Retry retry = Retry.UNSAFE;
  String idempotencyHeader;
  String server;
  String contentType;
  Body body;
  Multipart multipart;
  LocalException problem;

  /** What an error status comes with. */
  static final class ErrorCase {
    final Status status;
    final Codec<?> codec;

    ErrorCase(Status status, Codec<?> codec) {
      this.status = status;
      this.codec = codec;
    }
  }

  Request(String id, String method) {
    this.id = id;
    this.method = method;
  }

  /** The same request with a query of its own, for the next page. */
  Request copy() {
    Request copy = new Request(id, method);
    copy.security.addAll(security);
    copy.query.addAll(query);
    copy.headers.addAll(headers);
    copy.cookies.addAll(cookies);
    copy.errors.addAll(errors);
    copy.notations.addAll(notations);
    copy.path.append(path);
    copy.accept = accept;
    copy.retry = retry;
    copy.idempotencyHeader = idempotencyHeader;
    copy.server = server;
    copy.contentType = contentType;
    copy.body = body;
    copy.multipart = multipart;
    copy.problem = problem;
    return copy;
  }

  /**
   * The media types that are understood.
   *
   * @param mediaTypes the value of {@code Accept}
   * @return this request
   */
  public Request accept(String mediaTypes) {
    accept = mediaTypes;
    return this;
  }

  /**
   * Schemes that are needed together; called again: an alternative to them.
   *
   * @param schemes their names; none: the call may go without
   * @return this request
   */
  public Request security(String... schemes) {
    security.add(List.of(schemes));
    return this;
  }

  /**
   * Whether it may be sent twice.
   *
   * @param safety whether
   * @return this request
   */
  public Request retry(Retry safety) {
    retry = safety;
    return this;
  }

  /**
   * It may be sent twice, under a key.
   *
   * @param header where the key goes
   * @return this request
   */
  public Request idempotencyHeader(String header) {
    retry = Retry.IDEMPOTENT;
    idempotencyHeader = header;
    return this;
  }

  /**
   * A server of the operation's own.
   *
   * @param url its URL
   * @return this request
   */
  public Request server(String url) {
    server = url;
    return this;
  }

  /**
   * What comes with an error status.
   *
   * @param status the status
   * @param codec the type of the body
   * @return this request
   */
  public Request error(Status status, Codec<?> codec) {
    errors.add(new ErrorCase(status, codec));
    return this;
  }

  /**
   * What an answer is written in, where not all of them are JSON.
   *
   * @param status its status
   * @param mediaType its media type
   * @param notation what it is written in
   * @return this request
   */
  public Request notation(Status status, String mediaType, Notation notation) {
    notations.add(new Notation.Case(status, mediaType, notation));
    return this;
  }

  /**
   * The next piece of the path.
   *
   * @param text the text
   * @return this request
   */
  public Request literal(String text) {
    path.append(Style.literal(text));
    return this;
  }

  /**
   * A path parameter as the next piece of the path.
   *
   * @param <T> its type
   * @param name its name
   * @param style its style
   * @param explode whether items stand on their own
   * @param codec its codec
   * @param value its value
   * @return this request
   */
  public <T> Request path(String name, Style style, boolean explode, Codec<T> codec, T value) {
    encode(name, codec, value)
        .ifPresent(node -> addPath(name, Style.path(name, style, explode, node)));
    return this;
  }

  /**
   * A path parameter in style {@code simple}.
   *
   * @param <T> its type
   * @param name its name
   * @param codec its codec
   * @param value its value
   * @return this request
   */
  public <T> Request path(String name, Codec<T> codec, T value) {
    return path(name, Style.SIMPLE, false, codec, value);
  }

  /**
   * A path parameter as a JSON text.
   *
   * @param <T> its type
   * @param name its name
   * @param codec its codec
   * @param value its value
   * @return this request
   */
  public <T> Request pathJson(String name, Codec<T> codec, T value) {
    encode(name, codec, value).ifPresent(node -> addPath(name, Style.encode(Json.text(node))));
    return this;
  }

  private void addPath(String name, String text) {
    if (text.isEmpty()) {
      refuse(
          LocalException.Kind.PATH_PARAMETER,
          "path parameter " + Json.quoted(name) + " must not be empty");
    }
    path.append(text);
  }

  /**
   * A query parameter in style {@code form}, exploded.
   *
   * @param <T> its type
   * @param name its name
   * @param codec its codec
   * @param value its value
   * @return this request
   */
  public <T> Request query(String name, Codec<T> codec, Optional<T> value) {
    return query(name, Style.FORM, true, false, codec, value);
  }

  /**
   * A query parameter; an absent value adds nothing.
   *
   * @param <T> its type
   * @param name its name
   * @param style its style
   * @param explode whether items stand on their own
   * @param allowReserved whether reserved characters stay as they are
   * @param codec its codec
   * @param value its value
   * @return this request
   */
  public <T> Request query(
      String name,
      Style style,
      boolean explode,
      boolean allowReserved,
      Codec<T> codec,
      Optional<T> value) {
    value
        .flatMap(given -> encode(name, codec, given))
        .ifPresent(node -> query.addAll(Style.query(name, style, explode, allowReserved, node)));
    return this;
  }

  /**
   * A query parameter as a JSON text.
   *
   * @param <T> its type
   * @param name its name
   * @param codec its codec
   * @param value its value
   * @return this request
   */
  public <T> Request queryJson(String name, Codec<T> codec, Optional<T> value) {
    value
        .flatMap(given -> encode(name, codec, given))
        .ifPresent(
            node -> query.add(new Style.Pair(Style.encode(name), Style.encode(Json.text(node)))));
    return this;
  }

  /**
   * A header; an absent value adds nothing.
   *
   * @param <T> its type
   * @param name its name
   * @param explode whether properties are written as {@code key=value}
   * @param codec its codec
   * @param value its value
   * @return this request
   */
  public <T> Request header(String name, boolean explode, Codec<T> codec, Optional<T> value) {
    value
        .flatMap(given -> encode(name, codec, given))
        .ifPresent(node -> headers.add(new String[] {name, Style.plain(explode, node)}));
    return this;
  }

  /**
   * A header as a JSON text.
   *
   * @param <T> its type
   * @param name its name
   * @param codec its codec
   * @param value its value
   * @return this request
   */
  public <T> Request headerJson(String name, Codec<T> codec, Optional<T> value) {
    value
        .flatMap(given -> encode(name, codec, given))
        .ifPresent(node -> headers.add(new String[] {name, Json.text(node)}));
    return this;
  }

  /**
   * A cookie; an absent value adds nothing.
   *
   * @param <T> its type
   * @param name its name
   * @param explode whether items stand on their own
   * @param codec its codec
   * @param value its value
   * @return this request
   */
  public <T> Request cookie(String name, boolean explode, Codec<T> codec, Optional<T> value) {
    value
        .flatMap(given -> encode(name, codec, given))
        .ifPresent(node -> cookies.addAll(Style.query(name, Style.FORM, explode, false, node)));
    return this;
  }

  /**
   * A cookie as a JSON text.
   *
   * @param <T> its type
   * @param name its name
   * @param codec its codec
   * @param value its value
   * @return this request
   */
  public <T> Request cookieJson(String name, Codec<T> codec, Optional<T> value) {
    value
        .flatMap(given -> encode(name, codec, given))
        .ifPresent(
            node -> cookies.add(new Style.Pair(Style.encode(name), Style.encode(Json.text(node)))));
    return this;
  }

  /**
   * A JSON body.
   *
   * @param <T> its type
   * @param mediaType its content type
   * @param codec its codec
   * @param value its value
   * @return this request
   */
  public <T> Request json(String mediaType, Codec<T> codec, T value) {
    encode("body", codec, value).ifPresent(node -> bytes(mediaType, Body.of(Json.bytes(node))));
    return this;
  }

  /**
   * A body in another notation than JSON.
   *
   * @param <T> its type
   * @param mediaType its content type
   * @param codec its codec
   * @param value its value
   * @param notation the notation
   * @return this request
   */
  public <T> Request value(String mediaType, Codec<T> codec, T value, Notation notation) {
    try {
      encode("body", codec, value).ifPresent(node -> bytes(mediaType, notation.write(node)));
    } catch (JsonException error) {
      refuse(LocalException.Kind.VALUE, Json.quoted("body") + ": " + error.getMessage());
    }
    return this;
  }

  /**
   * A body of bytes.
   *
   * @param mediaType its content type
   * @param content the bytes
   * @return this request
   */
  public Request bytes(String mediaType, Body content) {
    contentType = Objects.requireNonNull(mediaType);
    body = Objects.requireNonNull(content);
    return this;
  }

  /**
   * A body of text.
   *
   * @param mediaType its content type
   * @param text the text
   * @return this request
   */
  public Request text(String mediaType, String text) {
    return bytes(mediaType, Body.of(text));
  }

  /**
   * A body of {@code application/x-www-form-urlencoded}: the properties of an object.
   *
   * @param <T> its type
   * @param codec its codec
   * @param value its value
   * @param encodings how properties are written that are not of style {@code form}, exploded
   * @return this request
   */
  public <T> Request form(Codec<T> codec, T value, FormEncoding... encodings) {
    Optional<JsonNode> node = encode("body", codec, value);
    if (node.isPresent() && !node.get().isObject()) {
      refuse(LocalException.Kind.VALUE, "a form is made of the properties of an object");
      return this;
    }
    List<Style.Pair> pairs = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry :
        node.map(JsonNode::properties).orElse(java.util.Set.of())) {
      FormEncoding encoding = FormEncoding.find(encodings, entry.getKey());
      JsonNode given = entry.getValue();
      if (encoding.style == null) {
        given = TextNode.valueOf(Json.text(given));
      }
      Style style = encoding.style == null ? Style.FORM : encoding.style;
      pairs.addAll(
          Style.query(entry.getKey(), style, encoding.explode, encoding.allowReserved, given));
    }
    return bytes("application/x-www-form-urlencoded", Body.of(Style.Pair.join(pairs)));
  }

  /**
   * A multipart body, its parts to follow.
   *
   * @return this request
   */
  public Request multipart() {
    multipart = new Multipart();
    contentType = multipart.contentType();
    body = multipart.body();
    return this;
  }

  private Request part(String name, String fileName, String mediaType, Body content) {
    if (mediaType != null && !isSafe(mediaType)) {
      refuse(LocalException.Kind.HEADER, "the content type of a part holds CR, LF or NUL");
    }
    multipart.add(name, fileName, mediaType, content);
    body = multipart.body();
    return this;
  }

  /**
   * A file.
   *
   * @param name the name of the part
   * @param mediaType its content type; {@code null}: that of the upload
   * @param upload the file
   * @return this request
   */
  public Request filePart(String name, String mediaType, Upload upload) {
    String described =
        mediaType == null || mediaType.contains("*") ? null : mediaType.split(",")[0];
    String type =
        upload.contentType().orElse(described == null ? "application/octet-stream" : described);
    return part(name, upload.fileName(), type, upload.content());
  }

  /**
   * A scalar.
   *
   * @param <T> its type
   * @param name the name of the part
   * @param mediaType its content type; {@code null}: none is sent
   * @param codec its codec
   * @param value its value
   * @return this request
   */
  public <T> Request textPart(String name, String mediaType, Codec<T> codec, T value) {
    encode(name, codec, value)
        .ifPresent(node -> part(name, null, mediaType, Body.of(Style.text(node))));
    return this;
  }

  /**
   * A JSON text.
   *
   * @param <T> its type
   * @param name the name of the part
   * @param mediaType its content type; {@code null}: {@code application/json}
   * @param codec its codec
   * @param value its value
   * @return this request
   */
  public <T> Request jsonPart(String name, String mediaType, Codec<T> codec, T value) {
    String type = mediaType == null ? "application/json" : mediaType;
    encode(name, codec, value).ifPresent(node -> part(name, null, type, Body.of(Json.bytes(node))));
    return this;
  }

  private <T> Optional<JsonNode> encode(String name, Codec<T> codec, T value) {
    try {
      return Optional.of(codec.write(Objects.requireNonNull(value, name)));
    } catch (JsonException error) {
      refuse(LocalException.Kind.VALUE, Json.quoted(name) + ": " + error.reason());
      return Optional.empty();
    }
  }

  private void refuse(LocalException.Kind kind, String message) {
    if (problem == null) {
      problem = new LocalException(id, kind, message);
    }
  }

  /**
   * CR, LF and NUL would end a header or start another one; beyond ASCII the HTTP client would send
   * question marks.
   */
  static boolean isSafe(String value) {
    return value.chars().allMatch(c -> c == '\t' || c >= 0x20 && c < 0x7f);
  }

  /** The path with its parameters. */
  String checkedPath() {
    for (String segment : path.toString().split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        throw new LocalException(
            id, LocalException.Kind.PATH_PARAMETER, "a path parameter would change the path");
      }
    }
    return path.toString();
  }

  /** The first value of a query parameter. */
  Optional<String> queryValue(String name) {
    String encoded = Style.encode(name);
    return query.stream()
        .filter(pair -> pair.name.equals(encoded))
        .map(pair -> pair.value)
        .findFirst();
  }

  /** Replaces a query parameter by a single value. */
  void setQuery(String name, String value) {
    String encoded = Style.encode(name);
    query.removeIf(pair -> pair.name.equals(encoded));
    query.add(new Style.Pair(encoded, Style.encode(value)));
  }

  Optional<Codec<?>> errorCodec(int status) {
    return errors.stream()
        .filter(each -> each.status.matches(status))
        .findFirst()
        .map(each -> each.codec);
  }

  /** Headers by name, to be filled. */
  static Map<String, List<String>> newHeaders() {
    return new LinkedHashMap<>();
  }
}
