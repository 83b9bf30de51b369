package com.example.zendesk.sideconversations.runtime;

/** A status code or several. */
public final class Status {
  /** Any. */
  public static final Status ANY = new Status(0, 999);

  private final int first;
  private final int last;

  private Status(int first, int last) {
    this.first = first;
    this.last = last;
  }

  /**
   * One status.
   *
   * @param code its code
   * @return the status
   */
  public static Status of(int code) {
    return new Status(code, code);
  }

  /**
   * All from {@code n00} to {@code n99}.
   *
   * @param hundred the first digit
   * @return the statuses
   */
  public static Status range(int hundred) {
    return new Status(hundred * 100, hundred * 100 + 99);
  }

  boolean same(Status other) {
    return first == other.first && last == other.last;
  }

  boolean matches(int code) {
    return code >= first && code <= last;
  }
}
