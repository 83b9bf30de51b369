package sdkwright.runtime;

import java.util.Optional;

/** What a call gives back that can succeed in several ways. */
public abstract class OutcomeBase {
  private final int index;
  private final Object value;

  /**
   * For generated code.
   *
   * @param index the case
   * @param value its value; {@code null} where it has no body
   */
  protected OutcomeBase(int index, Object value) {
    this.index = index;
    this.value = value;
  }

  /**
   * For generated code.
   *
   * @return the place of the case
   */
  protected final int index() {
    return index;
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
    return index == wanted ? Optional.ofNullable((T) value) : Optional.empty();
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "(" + value + ")";
  }
}
