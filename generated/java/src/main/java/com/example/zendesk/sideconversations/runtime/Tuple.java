package com.example.zendesk.sideconversations.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** An array whose items have types of their own. */
public final class Tuple {
  private final List<Object> items;

  Tuple(List<Object> items) {
    this.items = Collections.unmodifiableList(items);
  }

  /**
   * A tuple.
   *
   * @param items its items, each of the type that the description gives it
   * @return the value
   */
  public static Tuple of(Object... items) {
    List<Object> copy = new ArrayList<>(items.length);
    for (Object item : items) {
      copy.add(Objects.requireNonNull(item));
    }
    return new Tuple(copy);
  }

  /**
   * How many items there are.
   *
   * @return the number of items
   */
  public int size() {
    return items.size();
  }

  Object get(int index) {
    return items.get(index);
  }

  /**
   * An item.
   *
   * @param <T> its type
   * @param index its place, from 0
   * @param type its class
   * @return the item
   * @throws ClassCastException if the item is of another class
   */
  public <T> T get(int index, Class<T> type) {
    return type.cast(items.get(index));
  }

  /**
   * All items.
   *
   * @return the items
   */
  public List<Object> items() {
    return items;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tuple && items.equals(((Tuple) other).items);
  }

  @Override
  public int hashCode() {
    return items.hashCode();
  }

  @Override
  public String toString() {
    return items.toString();
  }
}
