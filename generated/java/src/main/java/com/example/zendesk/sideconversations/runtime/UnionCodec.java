package com.example.zendesk.sideconversations.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The JSON form of a union: a table of its cases, made when it is first needed.
 *
 * @param <T> the union
 */
public final class UnionCodec<T extends UnionBase> extends Codec<T> {
  private final BiFunction<Integer, Object, T> make;
  private final Consumer<Cases> describe;
  private volatile Cases cases;

  private UnionCodec(BiFunction<Integer, Object, T> make, Consumer<Cases> describe) {
    this.make = make;
    this.describe = describe;
  }

  /**
   * For generated code.
   *
   * @param <T> the union
   * @param make makes a value of a case, or of none (-1)
   * @param describe fills the table
   * @return the codec
   */
  public static <T extends UnionBase> UnionCodec<T> of(
      BiFunction<Integer, Object, T> make, Consumer<Cases> describe) {
    return new UnionCodec<>(make, describe);
  }

  private Cases cases() {
    Cases found = cases;
    if (found == null) {
      found = new Cases();
      describe.accept(found);
      cases = found;
    }
    return found;
  }

  @Override
  T read(JsonNode node, JsonPath path) {
    Cases table = cases();
    if (table.property == null) {
      for (int i = 0; i < table.rows.size(); i++) {
        if (table.rows.get(i).isKind(node)) {
          return make.apply(i, table.rows.get(i).codec.read(node, path));
        }
      }
      return byStructure(table, node, path);
    }
    JsonNode tag = node.get(table.property);
    for (int i = 0; tag != null && tag.isTextual() && i < table.rows.size(); i++) {
      if (table.rows.get(i).tags.contains(tag.textValue())) {
        return make.apply(i, table.rows.get(i).codec.read(node, path));
      }
    }
    return make.apply(-1, node);
  }

  /**
   * The first case all of whose evidence is there and that can be read; else the first that can be
   * read.
   */
  private T byStructure(Cases table, JsonNode node, JsonPath path) {
    if (table.isByKind) {
      return make.apply(-1, node);
    }
    for (boolean proven : new boolean[] {true, false}) {
      for (int i = 0; i < table.rows.size(); i++) {
        Case row = table.rows.get(i);
        if (!proven || !row.evidence.isEmpty() && row.holds(node)) {
          try {
            return make.apply(i, row.codec.read(node, path));
          } catch (JsonException error) {
            // Not of this case; the next one is tried.
            continue;
          }
        }
      }
    }
    return make.apply(-1, node);
  }

  @Override
  JsonNode write(T value) {
    return writeCase(value);
  }

  @SuppressWarnings("unchecked")
  JsonNode writeCase(UnionBase value) {
    if (value.index() < 0) {
      return (JsonNode) value.content();
    }
    Cases table = cases();
    Case row = table.rows.get(value.index());
    JsonNode node = ((Codec<Object>) row.codec).write(value.content());
    if (row.writesTag && node.isObject()) {
      ((ObjectNode) node).set(table.property, TextNode.valueOf(row.tags.get(0)));
    }
    return node;
  }

  @Override
  boolean keepsNull() {
    return cases().rows.stream().anyMatch(row -> row.kinds.contains("null"));
  }

  /** A case. */
  private static final class Case {
    private final Codec<?> codec;
    private final List<String> tags;
    private final boolean writesTag;
    private final List<String> kinds;
    private final List<Evidence> evidence = new ArrayList<>();

    Case(Codec<?> codec, List<String> tags, boolean writesTag, List<String> kinds) {
      this.codec = codec;
      this.tags = tags;
      this.writesTag = writesTag;
      this.kinds = kinds;
    }

    boolean isKind(JsonNode node) {
      return kinds.stream().anyMatch(kind -> isOfKind(node, kind));
    }

    boolean holds(JsonNode node) {
      return evidence.stream().allMatch(each -> each.holds(node));
    }
  }

  private static boolean isOfKind(JsonNode node, String kind) {
    switch (kind) {
      case "null":
        return node.isNull();
      case "boolean":
        return node.isBoolean();
      case "integer":
        return node.isIntegralNumber()
            || node.isNumber() && node.decimalValue().stripTrailingZeros().scale() <= 0;
      case "number":
        return node.isNumber();
      case "string":
        return node.isTextual();
      case "array":
        return node.isArray();
      case "object":
        return node.isObject();
      default:
        return false;
    }
  }

  /** A property that speaks for a case, with the values it then has; none: any. */
  private static final class Evidence {
    private final String property;
    private final List<JsonNode> values;

    Evidence(String property, List<JsonNode> values) {
      this.property = property;
      this.values = values;
    }

    boolean holds(JsonNode node) {
      JsonNode found = node.get(property);
      return found != null
          && (values.isEmpty() || values.stream().anyMatch(value -> Json.same(value, found)));
    }
  }

  /** The table of cases of a union, in the order of the description. */
  public static final class Cases {
    private final List<Case> rows = new ArrayList<>();
    private String property;
    private boolean isByKind;

    Cases() {}

    /**
     * Cases are told apart by the string under a property.
     *
     * @param name the property
     * @return this table
     */
    public Cases by(String name) {
      property = name;
      return this;
    }

    /**
     * A case that is known by its tag.
     *
     * @param codec its type
     * @param writesTag whether its type does not hold the tag
     * @param tags its tags, first the one that is sent
     * @return this table
     */
    public Cases tagged(Codec<?> codec, boolean writesTag, String... tags) {
      rows.add(new Case(codec, Arrays.asList(tags), writesTag, List.of()));
      return this;
    }

    /**
     * A case that is known by its kind of JSON value.
     *
     * @param codec its type
     * @param kinds its kinds
     * @return this table
     */
    public Cases kind(Codec<?> codec, String... kinds) {
      isByKind = true;
      rows.add(new Case(codec, List.of(), false, Arrays.asList(kinds)));
      return this;
    }

    /**
     * A case that is known by its properties, which follow.
     *
     * @param codec its type
     * @return this table
     */
    public Cases structure(Codec<?> codec) {
      rows.add(new Case(codec, List.of(), false, List.of()));
      return this;
    }

    /**
     * A property that speaks for the last case.
     *
     * @param name the property
     * @param values the values it then has, as JSON texts; none: any
     * @return this table
     */
    public Cases evidence(String name, String... values) {
      List<JsonNode> nodes = new ArrayList<>();
      for (String value : values) {
        nodes.add(Json.parse(value));
      }
      rows.get(rows.size() - 1).evidence.add(new Evidence(name, nodes));
      return this;
    }
  }
}
