package com.example.zendesk.sideconversations.runtime;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Whether a call is tried again, and after how long. */
final class RetryPolicy {
  int maxAttempts = 3;
  Duration first = Duration.ofMillis(500);
  Duration longest = Duration.ofSeconds(8);
  Duration retryAfterLimit = Duration.ofSeconds(120);

  /** How an attempt failed, as far as trying again depends on it. */
  enum Failure {
    /** The server cannot have seen the request. */
    NOT_SENT,
    /** The connection broke, or time was up: the server may have acted. */
    UNANSWERED,
    /** The server answered. */
    STATUS,
    /** Anything that would come out the same again. */
    FINAL
  }

  RetryPolicy copy() {
    RetryPolicy copy = new RetryPolicy();
    copy.maxAttempts = maxAttempts;
    copy.first = first;
    copy.longest = longest;
    copy.retryAfterLimit = retryAfterLimit;
    return copy;
  }

  /** The wait before the next attempt; empty if there is to be none. */
  Optional<Duration> delay(Retry safety, Failure failure, Head head, int attempt) {
    Optional<Duration> asked =
        failure == Failure.STATUS ? retryAfter(head.headers()) : Optional.empty();
    int status = failure == Failure.STATUS ? head.status() : 0;
    if (attempt >= maxAttempts || !isRetryable(safety, failure, status, asked.isPresent())) {
      return Optional.empty();
    }
    if (asked.isPresent()) {
      return asked.filter(wait -> wait.compareTo(retryAfterLimit) <= 0);
    }
    double cap = Math.min(longest.toMillis(), first.toMillis() * Math.pow(2, attempt - 1.0));
    return Optional.of(Duration.ofMillis((long) (cap * ThreadLocalRandom.current().nextDouble())));
  }

  private static boolean isRetryable(Retry safety, Failure failure, int status, boolean asked) {
    if (safety == Retry.NEVER || failure == Failure.FINAL) {
      return false;
    }
    if (failure == Failure.NOT_SENT) {
      return true;
    }
    if (safety == Retry.UNSAFE) {
      return failure == Failure.STATUS && (status == 429 || status == 503 && asked);
    }
    switch (status) {
      case 408:
      case 429:
      case 500:
      case 502:
      case 503:
      case 504:
        return true;
      default:
        return failure == Failure.UNANSWERED;
    }
  }

  /**
   * The value of {@code Retry-After} (RFC 9110, section 10.2.3); a date counts from the server's
   * own {@code Date}.
   */
  static Optional<Duration> retryAfter(Headers headers) {
    Optional<String> text = headers.first("retry-after").map(String::trim);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    // Servers send fractions too; signs, exponents and suffixes, which a double may have, say
    // nothing.
    if (text.get().matches("[0-9]+(\\.[0-9]+)?")) {
      double seconds = Math.min(Double.parseDouble(text.get()), 1e9);
      return Optional.of(Duration.ofMillis((long) (seconds * 1000)));
    }
    Optional<Instant> until = date(text.get());
    Instant now = headers.first("date").flatMap(RetryPolicy::date).orElseGet(Instant::now);
    return until.map(then -> then.isBefore(now) ? Duration.ZERO : Duration.between(now, then));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException error) {
      return Optional.empty();
    }
  }
}
