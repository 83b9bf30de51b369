package com.example.zendesk.sideconversations.runtime;

/**
 * A value out of a set that does not grow.
 *
 * @param <V> what the values are
 */
public interface ClosedEnum<V> {
  /**
   * The value as it is sent.
   *
   * @return the value
   */
  V value();
}
