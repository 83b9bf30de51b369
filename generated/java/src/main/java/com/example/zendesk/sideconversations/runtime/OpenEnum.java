package com.example.zendesk.sideconversations.runtime;

/**
 * A value out of a set that may grow: values that the description does not list are kept as they
 * came.
 *
 * @param <V> what the values are
 */
public abstract class OpenEnum<V> {
  private final int index;
  private final V value;

  /**
   * For generated code.
   *
   * @param index the place in the list of the description; -1: in none
   * @param value the value
   */
  protected OpenEnum(int index, V value) {
    this.index = index;
    this.value = value;
  }

  /**
   * The value as it is sent.
   *
   * @return the value
   */
  public final V value() {
    return value;
  }

  /**
   * Whether the description lists the value.
   *
   * @return whether it is known
   */
  public final boolean isKnown() {
    return index >= 0;
  }

  /**
   * For generated code.
   *
   * @param <K> the enum of known values
   * @param all its constants, the last one for all others
   * @return the constant of this value
   */
  protected final <K> K pick(K[] all) {
    return all[index < 0 ? all.length - 1 : index];
  }

  @Override
  public final boolean equals(Object other) {
    return other != null
        && other.getClass() == getClass()
        && value.equals(((OpenEnum<?>) other).value);
  }

  @Override
  public final int hashCode() {
    return value.hashCode();
  }

  @Override
  public final String toString() {
    return value.toString();
  }
}
