package com.example.zendesk.sideconversations.runtime;

import java.util.OptionalLong;

/**
 * A server-sent event.
 *
 * @param <T> the type of its data
 */
public final class Event<T> {
  private final T data;
  private final String type;
  private final String id;
  private final long retry;

  Event(T data, String type, String id, long retry) {
    this.data = data;
    this.type = type;
    this.id = id;
    this.retry = retry;
  }

  /**
   * Its data.
   *
   * @return the data
   */
  public T data() {
    return data;
  }

  /**
   * Its type.
   *
   * @return the type; {@code message} if the server gave none
   */
  public String type() {
    return type;
  }

  /**
   * The last id that the server gave, on this event or an earlier one.
   *
   * @return the id; empty if there is none
   */
  public String id() {
    return id;
  }

  /**
   * How long the server asks to wait before connecting again.
   *
   * @return the milliseconds, if it asked
   */
  public OptionalLong retry() {
    return retry < 0 ? OptionalLong.empty() : OptionalLong.of(retry);
  }

  @Override
  public String toString() {
    return "Event{type=" + type + ", id=" + id + ", data=" + data + "}";
  }
}
