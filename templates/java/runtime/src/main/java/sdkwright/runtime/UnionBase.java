package sdkwright.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** A value of one of several types. */
public abstract class UnionBase {
  private final UnionCodec<?> codec;
  private final int index;
  private final Object value;

  /**
   * For generated code.
   *
   * @param codec the table of cases
   * @param index the case; -1: none, the value is a JSON tree
   * @param value the value
   */
  protected UnionBase(UnionCodec<?> codec, int index, Object value) {
    this.codec = codec;
    this.index = index;
    this.value = Objects.requireNonNull(value);
  }

  /**
   * For generated code.
   *
   * @return the place of the case; -1: none
   */
  protected final int index() {
    return index;
  }

  final Object content() {
    return value;
  }

  /**
   * For generated code.
   *
   * @param <T> the type of the case
   * @return the value
   */
  @SuppressWarnings("unchecked")
  protected final <T> T get() {
    return (T) value;
  }

  /**
   * For generated code.
   *
   * @param <T> the type of the case
   * @param wanted the place of the case
   * @return the value, if it is of that case
   */
  @SuppressWarnings("unchecked")
  protected final <T> Optional<T> as(int wanted) {
    return index == wanted ? Optional.of((T) value) : Optional.empty();
  }

  /**
   * The JSON text. Passwords stand in it as they are.
   *
   * @return the text
   */
  public final String toJson() {
    return Json.text(codec.writeCase(this));
  }

  @Override
  public final boolean equals(Object other) {
    return other != null
        && other.getClass() == getClass()
        && index == ((UnionBase) other).index
        && value.equals(((UnionBase) other).value);
  }

  @Override
  public final int hashCode() {
    return 31 * index + value.hashCode();
  }

  /** What is in it, for people; passwords are not shown, nor what is of no known case. */
  @Override
  public final String toString() {
    String shown =
        index < 0
            ? "unknown " + ((JsonNode) value).getNodeType().name().toLowerCase(Locale.ROOT)
            : value.toString();
    return getClass().getSimpleName() + "(" + shown + ")";
  }
}
