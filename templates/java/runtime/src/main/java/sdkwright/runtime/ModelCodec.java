package sdkwright.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The JSON form of an object: a table of its properties. The table is made when it is first needed,
 * so that types may refer to each other in circles.
 *
 * @param <T> the type of the object
 */
public final class ModelCodec<T extends ModelBase> extends Codec<T> {
  /** The value of a property that is {@code null}. */
  static final Object NULL = new Object();

  private final Function<Object[], T> make;
  private final Consumer<Fields> describe;
  private volatile Fields fields;

  private ModelCodec(Function<Object[], T> make, Consumer<Fields> describe) {
    this.make = make;
    this.describe = describe;
  }

  /**
   * For generated code.
   *
   * @param <T> the type of the object
   * @param make makes an object of its row
   * @param describe fills the table
   * @return the codec
   */
  public static <T extends ModelBase> ModelCodec<T> of(
      Function<Object[], T> make, Consumer<Fields> describe) {
    return new ModelCodec<>(make, describe);
  }

  private Fields fields() {
    Fields found = fields;
    if (found == null) {
      // Made twice at worst: all tables of a type are the same.
      found = new Fields();
      describe.accept(found);
      fields = found;
    }
    return found;
  }

  @Override
  T read(JsonNode node, JsonPath path) {
    if (!node.isObject()) {
      throw path.mismatch("an object", node);
    }
    Fields table = fields();
    Object[] values = emptyRow();
    for (int i = 0; i < table.rows.size(); i++) {
      Row row = table.rows.get(i);
      values[i] = row.constant != null ? null : row.read(node.get(row.name), path);
    }
    if (table.rest != null) {
      values[values.length - 1] = readRest(table, node, path);
    }
    return make.apply(values);
  }

  private static Map<String, Object> readRest(Fields table, JsonNode node, JsonPath path) {
    Map<String, Object> rest = new LinkedHashMap<>();
    node.properties()
        .forEach(
            entry -> {
              String key = entry.getKey();
              if (!table.index.containsKey(key)) {
                rest.put(key, table.rest.read(entry.getValue(), path.field(key)));
              }
            });
    return rest.isEmpty() ? null : Collections.unmodifiableMap(rest);
  }

  @Override
  JsonNode write(T value) {
    return writeRow(value.row());
  }

  @SuppressWarnings("unchecked")
  ObjectNode writeRow(Object[] values) {
    Fields table = fields();
    ObjectNode object = Json.NODES.objectNode();
    for (int i = 0; i < table.rows.size(); i++) {
      Row row = table.rows.get(i);
      if (row.constant != null) {
        object.set(row.name, row.constant);
      } else if (values[i] == NULL) {
        object.set(row.name, NullNode.instance);
      } else if (values[i] != null) {
        object.set(row.name, ((Codec<Object>) row.codec).write(values[i]));
      }
    }
    if (table.rest != null && values[values.length - 1] != null) {
      Map<String, Object> rest = (Map<String, Object>) values[values.length - 1];
      rest.forEach(
          (key, value) -> {
            // A known property is what its own setter says.
            if (!table.index.containsKey(key)) {
              object.set(key, table.rest.write(value));
            }
          });
    }
    return object;
  }

  Object[] emptyRow() {
    return new Object[fields().rows.size() + (fields().rest == null ? 0 : 1)];
  }

  String name(int index) {
    return fields().rows.get(index).name;
  }

  @SuppressWarnings("unchecked")
  Object freezeField(int index, Object value) {
    return ((Codec<Object>) fields().rows.get(index).codec).freeze(value);
  }

  Map<String, ?> freezeRest(Map<String, ?> rest) {
    Map<String, Object> copy = new LinkedHashMap<>();
    rest.forEach(
        (key, value) ->
            copy.put(
                Objects.requireNonNull(key),
                fields().rest.freeze(Objects.requireNonNull(value, key))));
    return copy.isEmpty() ? null : Collections.unmodifiableMap(copy);
  }

  T build(Object[] values) {
    Fields table = fields();
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < table.rows.size(); i++) {
      Row row = table.rows.get(i);
      if (row.required && row.constant == null && values[i] == null) {
        missing.add(row.name);
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException("required and not set: " + String.join(", ", missing));
    }
    return make.apply(values);
  }

  String show(String type, Object[] values) {
    Fields table = fields();
    StringJoiner text = new StringJoiner(", ", type + "{", "}");
    for (int i = 0; i < table.rows.size(); i++) {
      if (values[i] != null) {
        text.add(table.rows.get(i).name + "=" + (values[i] == NULL ? "null" : values[i]));
      }
    }
    if (table.rest != null && values[values.length - 1] != null) {
      ((Map<?, ?>) values[values.length - 1]).forEach((key, value) -> text.add(key + "=" + value));
    }
    return text.toString();
  }

  /** A property. */
  private static final class Row {
    private final String name;
    private final Codec<?> codec;
    private final boolean required;
    private final boolean nullable;
    private final JsonNode constant;

    Row(String name, Codec<?> codec, boolean required, boolean nullable, JsonNode constant) {
      this.name = name;
      this.codec = codec;
      this.required = required;
      this.nullable = nullable;
      this.constant = constant;
    }

    Object read(JsonNode node, JsonPath path) {
      if (node == null) {
        if (required) {
          throw path.field(name).invalid("required and missing");
        }
        return null;
      }
      if (node.isNull() && !codec.keepsNull()) {
        if (nullable) {
          return NULL;
        }
        if (!required) {
          return null;
        }
      }
      return codec.read(node, path.field(name));
    }
  }

  /** The table of properties of an object, in the order of the description. */
  public static final class Fields {
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Integer> index = new HashMap<>();
    private Codec<Object> rest;

    Fields() {}

    private Fields add(Row row) {
      index.put(row.name, rows.size());
      rows.add(row);
      return this;
    }

    /**
     * Always there, never null.
     *
     * @param name the property
     * @param codec its type
     * @return this table
     */
    public Fields required(String name, Codec<?> codec) {
      return add(new Row(name, codec, true, false, null));
    }

    /**
     * Always there, may be null.
     *
     * @param name the property
     * @param codec its type
     * @return this table
     */
    public Fields requiredNullable(String name, Codec<?> codec) {
      return add(new Row(name, codec, true, true, null));
    }

    /**
     * May be absent, never null.
     *
     * @param name the property
     * @param codec its type
     * @return this table
     */
    public Fields optional(String name, Codec<?> codec) {
      return add(new Row(name, codec, false, false, null));
    }

    /**
     * May be absent, may be null.
     *
     * @param name the property
     * @param codec its type
     * @return this table
     */
    public Fields optionalNullable(String name, Codec<?> codec) {
      return add(new Row(name, codec, false, true, null));
    }

    /**
     * Always there and always the same: sent without being asked for.
     *
     * @param name the property
     * @param value its value as a JSON text
     * @return this table
     */
    public Fields constant(String name, String value) {
      return add(new Row(name, Codecs.ANY, true, false, Json.parse(value)));
    }

    /**
     * Further properties are kept.
     *
     * @param codec their type
     * @return this table
     */
    @SuppressWarnings("unchecked")
    public Fields rest(Codec<?> codec) {
      rest = (Codec<Object>) codec;
      return this;
    }
  }
}
