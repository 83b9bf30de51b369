package com.example.zendesk.sideconversations.runtime;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;

/** A time of day, with its offset from UTC where it has one (RFC 3339 {@code full-time}). */
public final class FullTime {
  private final LocalTime time;
  private final ZoneOffset offset;

  private FullTime(LocalTime time, ZoneOffset offset) {
    this.time = Objects.requireNonNull(time);
    this.offset = offset;
  }

  /**
   * A time of day without an offset.
   *
   * @param time the time
   * @return the value
   */
  public static FullTime of(LocalTime time) {
    return new FullTime(time, null);
  }

  /**
   * A time of day with its offset.
   *
   * @param time the time
   * @param offset its offset from UTC
   * @return the value
   */
  public static FullTime of(LocalTime time, ZoneOffset offset) {
    return new FullTime(time, Objects.requireNonNull(offset));
  }

  /**
   * Reads a text like {@code 12:30:00Z}.
   *
   * @param text the text
   * @return the value
   * @throws DateTimeException if the text is no such time
   */
  public static FullTime parse(String text) {
    Matcher matcher = Times.TIME.matcher(text);
    if (!matcher.matches()) {
      throw new DateTimeException("not a time");
    }
    LocalTime time = Times.time(matcher);
    LocalTime whole = Times.isLeap(matcher) ? time.plusSeconds(1) : time;
    return new FullTime(whole, matcher.group(4) == null ? null : Times.offset(matcher.group(4)));
  }

  /**
   * The time of day.
   *
   * @return the time
   */
  public LocalTime time() {
    return time;
  }

  /**
   * Its offset from UTC.
   *
   * @return the offset, if the text has one
   */
  public Optional<ZoneOffset> offset() {
    return Optional.ofNullable(offset);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FullTime
        && time.equals(((FullTime) other).time)
        && Objects.equals(offset, ((FullTime) other).offset);
  }

  @Override
  public int hashCode() {
    return Objects.hash(time, offset);
  }

  @Override
  public String toString() {
    String text = DateTimeFormatter.ISO_LOCAL_TIME.format(time);
    return offset == null ? text : text + offset;
  }
}
