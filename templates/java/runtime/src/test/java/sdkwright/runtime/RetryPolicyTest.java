package sdkwright.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RetryPolicyTest {
  private static Head head(int status, String... headers) {
    Map<String, List<String>> map = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      map.put(headers[i], List.of(headers[i + 1]));
    }
    return new Head(status, Headers.of(map), List.of());
  }

  private static boolean retried(Retry safety, int status, String... headers) {
    return new RetryPolicy()
        .delay(safety, RetryPolicy.Failure.STATUS, head(status, headers), 1)
        .isPresent();
  }

  @Test
  void whichFailuresAreTriedAgain() {
    for (int status : new int[] {408, 429, 500, 502, 503, 504}) {
      assertTrue(retried(Retry.IDEMPOTENT, status));
      assertEquals(status == 429, retried(Retry.UNSAFE, status));
      assertFalse(retried(Retry.NEVER, status));
    }
    for (int status : new int[] {400, 401, 404, 409, 422, 501}) {
      assertFalse(retried(Retry.IDEMPOTENT, status));
    }
    assertTrue(retried(Retry.UNSAFE, 503, "retry-after", "1"));
  }

  @Test
  void fullJitterStaysUnderItsCap() {
    RetryPolicy policy = new RetryPolicy();
    policy.maxAttempts = 100;
    int[][] caps = {{1, 500}, {2, 1000}, {3, 2000}, {5, 8000}, {64, 8000}};
    for (int[] cap : caps) {
      long longest = 0;
      for (int i = 0; i < 200; i++) {
        Duration wait =
            policy
                .delay(Retry.IDEMPOTENT, RetryPolicy.Failure.UNANSWERED, null, cap[0])
                .orElseThrow();
        longest = Math.max(longest, wait.toMillis());
      }
      assertTrue(longest <= cap[1] && longest > cap[1] / 2, cap[0] + ": " + longest);
    }
  }

  @Test
  void retryAfterInSecondsAndAsADate() {
    String now = "Sun, 06 Nov 1994 08:49:07 GMT";
    assertEquals(Optional.of(Duration.ofSeconds(7)), after("retry-after", " 7 "));
    assertEquals(Optional.empty(), after("retry-after", "-1"));
    assertEquals(Optional.of(Duration.ofMillis(1500)), after("retry-after", "1.5"));
    for (String junk :
        new String[] {"soon", "1e1", "+1", "Infinity", "0x1", "1d", "1 s", "1.2.3"}) {
      assertEquals(Optional.empty(), after("retry-after", junk), junk);
    }
    assertEquals(
        Optional.of(Duration.ofSeconds(30)),
        after("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT", "date", now));
    assertEquals(
        Optional.of(Duration.ZERO),
        after("retry-after", "Sun, 06 Nov 1994 08:49:00 GMT", "date", now));
  }

  private static Optional<Duration> after(String... headers) {
    return RetryPolicy.retryAfter(head(429, headers).headers());
  }

  @Test
  void theStormGuard() {
    Budget budget = new Budget();
    int retries = 0;
    while (budget.spend(Budget.TIMEOUT)) {
      retries++;
    }
    assertEquals(50, retries);
    for (int i = 0; i < 5; i++) {
      budget.succeed();
    }
    assertFalse(budget.spend(Budget.TIMEOUT));
    assertTrue(budget.spend(Budget.RETRY));
  }
}
