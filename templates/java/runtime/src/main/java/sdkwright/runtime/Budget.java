package sdkwright.runtime;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The storm guard: a bucket of tokens. A retry costs some, a success returns one; without tokens
 * there are no retries.
 */
final class Budget {
  private static final int CAPACITY = 500;

  /** What a retry costs. */
  static final int RETRY = 5;

  /** A server that does not answer is worse off than one that says so. */
  static final int TIMEOUT = 10;

  private final AtomicInteger tokens = new AtomicInteger(CAPACITY);

  /** Takes the cost of a retry; {@code false} if there is not enough left. */
  boolean spend(int cost) {
    int before = tokens.getAndUpdate(left -> left < cost ? left : left - cost);
    return before >= cost;
  }

  void succeed() {
    tokens.updateAndGet(left -> Math.min(CAPACITY, left + 1));
  }
}
