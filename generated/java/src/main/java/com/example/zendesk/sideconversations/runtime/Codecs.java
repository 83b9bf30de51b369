package com.example.zendesk.sideconversations.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Codecs of the types that every description can use. */
public final class Codecs {
  /** Any JSON value, {@code null} included. */
  public static final Codec<JsonNode> ANY = new AnyCodec();

  /** No value at all. */
  public static final Codec<Void> NEVER = new NeverCodec();

  /** Only {@code null}. */
  public static final Codec<NullNode> NULL = new NullCodec();

  /** {@code true} or {@code false}. */
  public static final Codec<Boolean> BOOLEAN = new BooleanCodec();

  /** Whole numbers of 32 bits. */
  public static final Codec<Integer> INT32 =
      new NumberCodec<>(
          "an integer of 32 bits",
          node -> (int) Numbers.whole(node, Numbers.INT32_MIN, Numbers.INT32_MAX).longValue(),
          value -> Json.NODES.numberNode(value));

  /** Whole numbers of 64 bits. */
  public static final Codec<Long> INT64 =
      new NumberCodec<>(
          "an integer of 64 bits",
          node -> Numbers.whole(node, Numbers.INT64_MIN, Numbers.INT64_MAX).longValue(),
          value -> Json.NODES.numberNode(value));

  /** Whole numbers of 32 bits, none below zero. */
  public static final Codec<Long> UINT32 =
      new NumberCodec<>(
          "an unsigned integer of 32 bits",
          node -> Numbers.whole(node, BigInteger.ZERO, Numbers.UINT32_MAX).longValue(),
          value ->
              Json.NODES.numberNode(Numbers.within(BigInteger.valueOf(value), Numbers.UINT32_MAX)));

  /** Whole numbers of 64 bits, none below zero. */
  public static final Codec<BigInteger> UINT64 =
      new NumberCodec<>(
          "an unsigned integer of 64 bits",
          node -> Numbers.whole(node, BigInteger.ZERO, Numbers.UINT64_MAX),
          value -> Json.NODES.numberNode(Numbers.within(value, Numbers.UINT64_MAX)));

  /** Numbers of single precision. */
  public static final Codec<Float> FLOAT =
      new NumberCodec<>(
          "a number",
          node -> Numbers.finite(node.decimalValue().floatValue()),
          value -> Json.NODES.numberNode(Numbers.finite(value)));

  /** Numbers of double precision. */
  public static final Codec<Double> DOUBLE =
      new NumberCodec<>(
          "a number",
          node -> Numbers.finite(node.decimalValue().doubleValue()),
          value -> Json.NODES.numberNode(Numbers.finite(value)));

  /** Numbers that are never rounded. */
  public static final Codec<BigDecimal> DECIMAL =
      new NumberCodec<>("a number", JsonNode::decimalValue, value -> Json.NODES.numberNode(value));

  /** Text. */
  public static final Codec<String> STRING =
      new TextCodec<>("a string", text -> text, text -> text);

  /** RFC 3339 {@code date-time}. */
  public static final Codec<OffsetDateTime> DATE_TIME =
      new TextCodec<>("an RFC 3339 date-time", Times::dateTime, Times::text);

  /** RFC 3339 {@code full-date}. */
  public static final Codec<LocalDate> DATE =
      new TextCodec<>("an RFC 3339 full-date", Times::date, Times::text);

  /** RFC 3339 {@code full-time}. */
  public static final Codec<FullTime> TIME =
      new TextCodec<>("an RFC 3339 full-time", FullTime::parse, FullTime::toString);

  /** Bytes in base64 (RFC 4648, section 4). */
  public static final Codec<Bytes> BASE64 =
      new TextCodec<>(
          "base64",
          text -> Bytes.of(Base64.getDecoder().decode(text)),
          bytes -> Base64.getEncoder().encodeToString(bytes.shared()));

  /** Bytes in base64url (RFC 4648, section 5). */
  public static final Codec<Bytes> BASE64_URL =
      new TextCodec<>(
          "base64url",
          text -> Bytes.of(Base64.getUrlDecoder().decode(text)),
          bytes -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.shared()));

  /** Secrets. */
  public static final Codec<Secret> PASSWORD =
      new TextCodec<>("a string", Secret::of, Secret::reveal);

  /** Files of multipart bodies, which have no JSON form. */
  public static final Codec<Upload> UPLOAD = new UploadCodec();

  private Codecs() {}

  /**
   * Lists.
   *
   * @param <T> the type of the items
   * @param item the codec of the items
   * @return a codec of lists
   */
  public static <T> Codec<List<T>> list(Codec<T> item) {
    return new ListCodec<>(item);
  }

  /**
   * Objects with free keys.
   *
   * @param <T> the type of the values
   * @param value the codec of the values
   * @return a codec of maps
   */
  public static <T> Codec<Map<String, T>> map(Codec<T> value) {
    return new MapCodec<>(value);
  }

  /**
   * Values that may be {@code null}.
   *
   * @param <T> the type of the value
   * @param value the codec of the value
   * @return a codec that reads {@code null} as nothing
   */
  public static <T> Codec<Optional<T>> nullable(Codec<T> value) {
    return new NullableCodec<>(value);
  }

  /**
   * Arrays whose first items have types of their own.
   *
   * @param rest the codec of the items after those; {@code null}: there are no more
   * @param items the codecs of the first items
   * @return a codec of tuples
   */
  public static Codec<Tuple> tuple(Codec<?> rest, Codec<?>... items) {
    return new TupleCodec(rest, List.of(items));
  }

  private static final class AnyCodec extends Codec<JsonNode> {
    @Override
    JsonNode read(JsonNode node, JsonPath path) {
      return node;
    }

    @Override
    JsonNode write(JsonNode value) {
      return value;
    }

    @Override
    JsonNode freeze(JsonNode value) {
      return value.deepCopy();
    }

    @Override
    boolean keepsNull() {
      return true;
    }
  }

  private static final class NeverCodec extends Codec<Void> {
    @Override
    Void read(JsonNode node, JsonPath path) {
      throw path.mismatch("nothing", node);
    }

    @Override
    JsonNode write(Void value) {
      throw JsonPath.ROOT.invalid("there is no value of this type");
    }
  }

  private static final class UploadCodec extends Codec<Upload> {
    @Override
    Upload read(JsonNode node, JsonPath path) {
      throw path.invalid("a file has no JSON form");
    }

    @Override
    JsonNode write(Upload value) {
      throw JsonPath.ROOT.invalid("a file has no JSON form");
    }
  }

  private static final class NullCodec extends Codec<NullNode> {
    @Override
    NullNode read(JsonNode node, JsonPath path) {
      if (!node.isNull()) {
        throw path.mismatch("null", node);
      }
      return NullNode.instance;
    }

    @Override
    JsonNode write(NullNode value) {
      return value;
    }

    @Override
    boolean keepsNull() {
      return true;
    }
  }

  private static final class BooleanCodec extends Codec<Boolean> {
    @Override
    Boolean read(JsonNode node, JsonPath path) {
      if (!node.isBoolean()) {
        throw path.mismatch("true or false", node);
      }
      return node.booleanValue();
    }

    @Override
    JsonNode write(Boolean value) {
      return BooleanNode.valueOf(value);
    }
  }

  /** What is made of one thing for another, unless it throws. */
  interface Step<A, B> {
    B apply(A from);
  }

  private static final class NumberCodec<T> extends Codec<T> {
    private final String expected;
    private final Step<JsonNode, T> read;
    private final Step<T, JsonNode> write;

    NumberCodec(String expected, Step<JsonNode, T> read, Step<T, JsonNode> write) {
      this.expected = expected;
      this.read = read;
      this.write = write;
    }

    @Override
    T read(JsonNode node, JsonPath path) {
      if (!node.isNumber()) {
        throw path.mismatch(expected, node);
      }
      try {
        return read.apply(node);
      } catch (ArithmeticException error) {
        throw path.invalid("expected " + expected + ", found another number");
      }
    }

    @Override
    JsonNode write(T value) {
      try {
        return write.apply(value);
      } catch (ArithmeticException error) {
        throw JsonPath.ROOT.invalid("expected " + expected);
      }
    }
  }

  static final class TextCodec<T> extends Codec<T> {
    private final String expected;
    private final Step<String, T> read;
    private final Step<T, String> write;

    TextCodec(String expected, Step<String, T> read, Step<T, String> write) {
      this.expected = expected;
      this.read = read;
      this.write = write;
    }

    @Override
    T read(JsonNode node, JsonPath path) {
      if (!node.isTextual()) {
        throw path.mismatch(expected, node);
      }
      try {
        return read.apply(node.textValue());
      } catch (IllegalArgumentException | java.time.DateTimeException error) {
        throw path.invalid("expected " + expected + ", found another string");
      }
    }

    @Override
    JsonNode write(T value) {
      try {
        return TextNode.valueOf(write.apply(value));
      } catch (java.time.DateTimeException error) {
        throw JsonPath.ROOT.invalid("expected " + expected);
      }
    }
  }

  private static final class ListCodec<T> extends Codec<List<T>> {
    private final Codec<T> item;

    ListCodec(Codec<T> item) {
      this.item = Objects.requireNonNull(item);
    }

    @Override
    List<T> read(JsonNode node, JsonPath path) {
      if (!node.isArray()) {
        throw path.mismatch("an array", node);
      }
      List<T> list = new ArrayList<>(node.size());
      for (int i = 0; i < node.size(); i++) {
        list.add(item.read(node.get(i), path.item(i)));
      }
      return Collections.unmodifiableList(list);
    }

    @Override
    JsonNode write(List<T> value) {
      ArrayNode array = Json.NODES.arrayNode(value.size());
      value.forEach(each -> array.add(item.write(each)));
      return array;
    }

    @Override
    List<T> freeze(List<T> value) {
      List<T> copy = new ArrayList<>(value.size());
      value.forEach(each -> copy.add(item.freeze(Objects.requireNonNull(each))));
      return Collections.unmodifiableList(copy);
    }
  }

  private static final class MapCodec<T> extends Codec<Map<String, T>> {
    private final Codec<T> item;

    MapCodec(Codec<T> item) {
      this.item = Objects.requireNonNull(item);
    }

    @Override
    Map<String, T> read(JsonNode node, JsonPath path) {
      if (!node.isObject()) {
        throw path.mismatch("an object", node);
      }
      Map<String, T> map = new LinkedHashMap<>();
      node.properties()
          .forEach(
              entry ->
                  map.put(entry.getKey(), item.read(entry.getValue(), path.field(entry.getKey()))));
      return Collections.unmodifiableMap(map);
    }

    @Override
    JsonNode write(Map<String, T> value) {
      ObjectNode object = Json.NODES.objectNode();
      value.forEach((key, each) -> object.set(key, item.write(each)));
      return object;
    }

    @Override
    Map<String, T> freeze(Map<String, T> value) {
      Map<String, T> copy = new LinkedHashMap<>();
      value.forEach(
          (key, each) ->
              copy.put(Objects.requireNonNull(key), item.freeze(Objects.requireNonNull(each))));
      return Collections.unmodifiableMap(copy);
    }
  }

  private static final class NullableCodec<T> extends Codec<Optional<T>> {
    private final Codec<T> value;

    NullableCodec(Codec<T> value) {
      this.value = Objects.requireNonNull(value);
    }

    @Override
    Optional<T> read(JsonNode node, JsonPath path) {
      return node.isNull() ? Optional.empty() : Optional.of(value.read(node, path));
    }

    @Override
    JsonNode write(Optional<T> optional) {
      return optional.map(value::write).orElse(NullNode.instance);
    }

    @Override
    Optional<T> freeze(Optional<T> optional) {
      return optional.map(value::freeze);
    }

    @Override
    boolean keepsNull() {
      return true;
    }
  }

  private static final class TupleCodec extends Codec<Tuple> {
    private final Codec<?> rest;
    private final List<Codec<?>> items;

    TupleCodec(Codec<?> rest, List<Codec<?>> items) {
      this.rest = rest;
      this.items = items;
    }

    private Codec<?> codec(int index) {
      return index < items.size() ? items.get(index) : rest;
    }

    @Override
    Tuple read(JsonNode node, JsonPath path) {
      if (!node.isArray()) {
        throw path.mismatch("an array", node);
      }
      if (node.size() < items.size() || node.size() > items.size() && rest == null) {
        throw path.invalid("expected " + items.size() + " items, found " + node.size());
      }
      List<Object> values = new ArrayList<>(node.size());
      for (int i = 0; i < node.size(); i++) {
        values.add(codec(i).read(node.get(i), path.item(i)));
      }
      return new Tuple(values);
    }

    @Override
    JsonNode write(Tuple value) {
      int size = value.size();
      if (size < items.size() || size > items.size() && rest == null) {
        throw JsonPath.ROOT.invalid("expected " + items.size() + " items, found " + size);
      }
      ArrayNode array = Json.NODES.arrayNode();
      for (int i = 0; i < size; i++) {
        array.add(writeAny(codec(i), value.get(i), JsonPath.ROOT.item(i)));
      }
      return array;
    }

    @SuppressWarnings("unchecked")
    private static <T> JsonNode writeAny(Codec<T> codec, Object value, JsonPath path) {
      try {
        return codec.write((T) value);
      } catch (ClassCastException error) {
        throw path.invalid("the value is of another type");
      }
    }
  }
}
