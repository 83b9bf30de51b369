package sdkwright.runtime;

import java.time.Duration;
import java.util.Optional;

/** Is told of every attempt of every call. What it throws is logged and has no other effect. */
public interface CallObserver {
  /**
   * Called before an attempt.
   *
   * @param attempt the attempt
   */
  default void before(Attempt attempt) {}

  /**
   * Called after an attempt.
   *
   * @param attempt the attempt
   * @param outcome how it ended
   */
  default void after(Attempt attempt, Outcome outcome) {}

  /** An attempt of a call. */
  final class Attempt {
    private final String operation;
    private final String method;
    private final int number;

    Attempt(String operation, String method, int number) {
      this.operation = operation;
      this.method = method;
      this.number = number;
    }

    /**
     * The operation.
     *
     * @return its id in the description
     */
    public String operation() {
      return operation;
    }

    /**
     * The method.
     *
     * @return the HTTP method
     */
    public String method() {
      return method;
    }

    /**
     * Which attempt it is.
     *
     * @return the number, from 1
     */
    public int number() {
      return number;
    }
  }

  /** How an attempt ended. */
  final class Outcome {
    private final int status;
    private final SdkException error;
    private final Duration elapsed;
    private final Duration retryIn;

    Outcome(int status, SdkException error, Duration elapsed, Duration retryIn) {
      this.status = status;
      this.error = error;
      this.elapsed = elapsed;
      this.retryIn = retryIn;
    }

    /**
     * The status.
     *
     * @return the status code; 0 without an answer
     */
    public int status() {
      return status;
    }

    /**
     * Why the attempt failed.
     *
     * @return the error; empty after a success
     */
    public Optional<SdkException> error() {
      return Optional.ofNullable(error);
    }

    /**
     * How long it took.
     *
     * @return the time
     */
    public Duration elapsed() {
      return elapsed;
    }

    /**
     * After what time there will be another attempt.
     *
     * @return the time; empty if this was the last one
     */
    public Optional<Duration> retryIn() {
      return Optional.ofNullable(retryIn);
    }
  }
}
