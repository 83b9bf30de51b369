package sdkwright.runtime;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * An object of the description: a row of values that does not change, under a table of properties.
 */
public abstract class ModelBase {
  private final ModelCodec<?> codec;
  private final Object[] values;

  /**
   * For generated code.
   *
   * @param codec the table
   * @param values the row, which nobody else keeps
   */
  protected ModelBase(ModelCodec<?> codec, Object[] values) {
    this.codec = codec;
    this.values = values;
  }

  /**
   * For generated code.
   *
   * @param <T> the type of the property
   * @param index its place in the table
   * @return its value, which is there
   */
  @SuppressWarnings("unchecked")
  protected final <T> T required(int index) {
    return (T) values[index];
  }

  /**
   * For generated code.
   *
   * @param <T> the type of the property
   * @param index its place in the table
   * @return its value, if there is one
   */
  protected final <T> Optional<T> optional(int index) {
    return this.<T>nullable(index).toOptional();
  }

  /**
   * For generated code.
   *
   * @param <T> the type of the property
   * @param index its place in the table
   * @return its value, null, or absence
   */
  @SuppressWarnings("unchecked")
  protected final <T> Nullable<T> nullable(int index) {
    Object value = values[index];
    if (value == null) {
      return Nullable.absent();
    }
    return value == ModelCodec.NULL ? Nullable.ofNull() : Nullable.of((T) value);
  }

  /**
   * For generated code.
   *
   * @param <T> the type of the values
   * @return the properties beyond the known ones
   */
  @SuppressWarnings("unchecked")
  protected final <T> Map<String, T> rest() {
    Object rest = values[values.length - 1];
    return rest == null ? Map.of() : (Map<String, T>) rest;
  }

  /** A copy of the row. */
  final Object[] row() {
    return values.clone();
  }

  final ModelCodec<?> table() {
    return codec;
  }

  /**
   * The JSON text. Passwords stand in it as they are.
   *
   * @return the text
   */
  public final String toJson() {
    return Json.text(codec.writeRow(values));
  }

  @Override
  public final boolean equals(Object other) {
    return other != null
        && other.getClass() == getClass()
        && Arrays.equals(values, ((ModelBase) other).values);
  }

  @Override
  public final int hashCode() {
    return Arrays.hashCode(values);
  }

  /** What is in it, for people; passwords are not shown. */
  @Override
  public final String toString() {
    return codec.show(getClass().getSimpleName(), values);
  }
}
