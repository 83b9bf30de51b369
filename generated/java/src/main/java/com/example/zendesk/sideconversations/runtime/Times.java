package com.example.zendesk.sideconversations.runtime;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times as RFC 3339 writes them. */
final class Times {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  static final Pattern TIME =
      Pattern.compile("(\\d{2}:\\d{2}):(\\d{2})(?:\\.(\\d+))?([Zz]|[+-]\\d{2}:\\d{2})?");

  private Times() {}

  static LocalDate date(String text) {
    if (!DATE.matcher(text).matches()) {
      throw new DateTimeException("not a date");
    }
    return LocalDate.parse(text);
  }

  static OffsetDateTime dateTime(String text) {
    if (text.length() < 20 || "Tt ".indexOf(text.charAt(10)) < 0) {
      throw new DateTimeException("not a date-time");
    }
    Matcher time = TIME.matcher(text.substring(11));
    if (!time.matches() || time.group(4) == null) {
      throw new DateTimeException("not a date-time");
    }
    OffsetDateTime value =
        OffsetDateTime.of(date(text.substring(0, 10)), time(time), offset(time.group(4)));
    return isLeap(time) ? value.plusSeconds(1) : value;
  }

  /** A leap second is read as the second after it, which is the same instant to most clocks. */
  static boolean isLeap(Matcher time) {
    return time.group(2).equals("60");
  }

  /** The time of day; what is finer than a nanosecond is dropped. */
  static LocalTime time(Matcher time) {
    String fraction = time.group(3) == null ? "" : time.group(3);
    String nanos = (fraction + "000000000").substring(0, 9);
    String second = isLeap(time) ? "59" : time.group(2);
    return LocalTime.parse(time.group(1) + ":" + second + "." + nanos);
  }

  static ZoneOffset offset(String text) {
    return ZoneOffset.of(text.equals("z") ? "Z" : text);
  }

  static String text(LocalDate date) {
    checkYear(date.getYear());
    return DateTimeFormatter.ISO_LOCAL_DATE.format(date);
  }

  static String text(OffsetDateTime value) {
    checkYear(value.getYear());
    int seconds = value.getOffset().getTotalSeconds();
    // An offset with seconds has no form in RFC 3339.
    OffsetDateTime whole = seconds % 60 == 0 ? value : value.withOffsetSameInstant(ZoneOffset.UTC);
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(whole);
  }

  private static void checkYear(int year) {
    if (year < 0 || year > 9999) {
      throw new DateTimeException("RFC 3339 writes years with four digits");
    }
  }
}
