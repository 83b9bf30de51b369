package sdkwright.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A named type that holds a value of another type.
 *
 * @param <V> the type of the value
 */
public abstract class WrapperBase<V> {
  private final V value;

  /**
   * For generated code.
   *
   * @param value the value
   */
  protected WrapperBase(V value) {
    this.value = Objects.requireNonNull(value);
  }

  /**
   * For generated code.
   *
   * @param <V> the type of the value
   * @param <T> the named type
   * @param make makes the named type of a value
   * @param inner the codec of the value, asked for when it is first needed
   * @return the codec
   */
  public static <V, T extends WrapperBase<V>> Codec<T> codec(
      Function<V, T> make, Supplier<Codec<V>> inner) {
    return new WrapperCodec<>(make, inner);
  }

  /**
   * The value.
   *
   * @return the value
   */
  public final V value() {
    return value;
  }

  @Override
  public final boolean equals(Object other) {
    return other != null
        && other.getClass() == getClass()
        && value.equals(((WrapperBase<?>) other).value);
  }

  @Override
  public final int hashCode() {
    return value.hashCode();
  }

  @Override
  public final String toString() {
    return value.toString();
  }

  private static final class WrapperCodec<V, T extends WrapperBase<V>> extends Codec<T> {
    private final Function<V, T> make;
    private final Supplier<Codec<V>> inner;

    WrapperCodec(Function<V, T> make, Supplier<Codec<V>> inner) {
      this.make = make;
      this.inner = inner;
    }

    @Override
    T read(JsonNode node, JsonPath path) {
      return make.apply(inner.get().read(node, path));
    }

    @Override
    JsonNode write(T wrapper) {
      return inner.get().write(wrapper.value());
    }
  }
}
