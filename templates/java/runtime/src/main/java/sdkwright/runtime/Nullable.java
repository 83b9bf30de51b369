package sdkwright.runtime;

import java.util.Objects;
import java.util.Optional;

/**
 * A property that may be absent, {@code null}, or there: three different things.
 *
 * @param <T> the type of the value
 */
public final class Nullable<T> {
  private static final Nullable<?> ABSENT = new Nullable<>(null, false);
  private static final Nullable<?> NULL = new Nullable<>(null, true);

  private final T value;
  private final boolean sent;

  private Nullable(T value, boolean sent) {
    this.value = value;
    this.sent = sent;
  }

  /**
   * Not there: an update leaves the property as it is.
   *
   * @param <T> the type of the value
   * @return absence
   */
  @SuppressWarnings("unchecked")
  public static <T> Nullable<T> absent() {
    return (Nullable<T>) ABSENT;
  }

  /**
   * {@code null}: an update clears the property.
   *
   * @param <T> the type of the value
   * @return the null
   */
  @SuppressWarnings("unchecked")
  public static <T> Nullable<T> ofNull() {
    return (Nullable<T>) NULL;
  }

  /**
   * A value.
   *
   * @param <T> the type of the value
   * @param value the value
   * @return the value
   */
  public static <T> Nullable<T> of(T value) {
    return new Nullable<>(Objects.requireNonNull(value), true);
  }

  /**
   * Whether the property is not there.
   *
   * @return whether it is absent
   */
  public boolean isAbsent() {
    return !sent;
  }

  /**
   * Whether the property is {@code null}.
   *
   * @return whether it is null
   */
  public boolean isNull() {
    return sent && value == null;
  }

  /**
   * Whether the property has a value.
   *
   * @return whether there is a value
   */
  public boolean isPresent() {
    return value != null;
  }

  /**
   * The value.
   *
   * @return the value; empty where the property is absent or null
   */
  public Optional<T> toOptional() {
    return Optional.ofNullable(value);
  }

  /**
   * The value, or another one.
   *
   * @param other what is given where the property is absent or null
   * @return the value
   */
  public T orElse(T other) {
    return value == null ? other : value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Nullable
        && sent == ((Nullable<?>) other).sent
        && Objects.equals(value, ((Nullable<?>) other).value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(value, sent);
  }

  @Override
  public String toString() {
    return sent ? String.valueOf(value) : "absent";
  }
}
