package sdkwright.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The JSON form of an enum.
 *
 * @param <V> what its values are
 * @param <E> the enum
 */
public final class EnumCodec<V, E> extends Codec<E> {
  private final Codec<V> values;
  private final Function<E, V> value;
  private final Function<V, E> other;
  private final Map<V, E> known = new HashMap<>();

  private EnumCodec(
      Codec<V> values, Function<E, V> value, Function<V, E> other, List<E> constants) {
    this.values = values;
    this.value = value;
    this.other = other;
    constants.forEach(constant -> known.putIfAbsent(key(value.apply(constant)), constant));
  }

  /**
   * For generated code: a set that may grow.
   *
   * @param <V> what its values are
   * @param <E> the enum
   * @param values the codec of the values
   * @param other makes a value that is not listed
   * @param constants the values of the description
   * @return the codec
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <V, E extends OpenEnum<V>> EnumCodec<V, E> open(
      Codec<V> values, Function<V, E> other, E... constants) {
    return new EnumCodec<>(values, OpenEnum::value, other, List.of(constants));
  }

  /**
   * For generated code: a set that does not grow.
   *
   * @param <V> what its values are
   * @param <E> the enum
   * @param values the codec of the values
   * @param constants the values of the description
   * @return the codec
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <V, E extends ClosedEnum<V>> EnumCodec<V, E> closed(
      Codec<V> values, E... constants) {
    return new EnumCodec<>(values, ClosedEnum::value, null, List.of(constants));
  }

  /** Numbers are equal however they are written. */
  @SuppressWarnings("unchecked")
  private static <V> V key(V value) {
    if (value instanceof JsonNode && ((JsonNode) value).isNumber()) {
      return (V)
          Json.NODES.numberNode(
              new java.math.BigDecimal(((JsonNode) value).asText()).stripTrailingZeros());
    }
    return value;
  }

  /**
   * The constant of a value, or a new value where the set may grow.
   *
   * @param wire the value as it is sent
   * @return the value of the enum; {@code null} if the set does not grow and has no such value
   */
  public E of(V wire) {
    E found = known.get(key(wire));
    return found != null || other == null ? found : other.apply(wire);
  }

  @Override
  E read(JsonNode node, JsonPath path) {
    E found = of(values.read(node, path));
    if (found == null) {
      throw path.invalid("expected one of the values of the description, found another one");
    }
    return found;
  }

  @Override
  JsonNode write(E constant) {
    return values.write(value.apply(constant));
  }
}
