package sdkwright.runtime;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A call, not yet made. It can be made more than once.
 *
 * @param <T> what it gives back
 * @param <C> the type of the call
 */
public abstract class BaseCall<T, C extends BaseCall<T, C>> {
  final Core core;
  final Request request;
  final Reader<T> reader;
  final CallOptions options = new CallOptions();

  BaseCall(Core core, Request request, Reader<T> reader) {
    this.core = core;
    this.request = request;
    this.reader = reader;
  }

  @SuppressWarnings("unchecked")
  private C self() {
    return (C) this;
  }

  /**
   * How long one attempt may take, for this call.
   *
   * @param time the time
   * @return this call
   */
  public final C timeout(Duration time) {
    options.timeout = Objects.requireNonNull(time);
    return self();
  }

  /**
   * How long this call may take, all attempts and the waits between them included.
   *
   * @param time the time
   * @return this call
   */
  public final C deadline(Duration time) {
    options.deadline = Objects.requireNonNull(time);
    return self();
  }

  /**
   * How often the request is sent at most, for this call.
   *
   * @param attempts the number; 1 is no retry
   * @return this call
   */
  public final C maxAttempts(int attempts) {
    options.maxAttempts = Math.max(1, attempts);
    return self();
  }

  /**
   * A header of this call.
   *
   * @param name its name
   * @param value its value
   * @return this call
   */
  public final C header(String name, String value) {
    options.headers.put(name, Objects.requireNonNull(value));
    return self();
  }

  /**
   * The key under which the call may be sent twice; without one, each call has a random one.
   *
   * @param key the key
   * @return this call
   */
  public final C idempotencyKey(String key) {
    options.idempotencyKey = Objects.requireNonNull(key);
    return self();
  }

  /**
   * Makes the call and waits.
   *
   * @return what it gives back
   * @throws SdkException if it fails
   */
  public final T execute() {
    return executeWithResponse().value();
  }

  /**
   * Makes the call and waits, for status, headers and request id too.
   *
   * @return the value with status and headers
   * @throws SdkException if it fails
   */
  public final Response<T> executeWithResponse() {
    return join(core, request, run(request, null));
  }

  /**
   * Makes the call.
   *
   * @return what it gives back; cancelling the future ends the call
   */
  public final CompletableFuture<T> executeAsync() {
    CompletableFuture<Response<T>> run = run(request, null);
    CompletableFuture<T> result = new CompletableFuture<>();
    run.whenComplete(
        (response, error) -> {
          if (error == null) {
            result.complete(response.value());
          } else {
            result.completeExceptionally(error);
          }
        });
    result.whenComplete(
        (value, error) -> {
          if (result.isCancelled()) {
            run.cancel(true);
          }
        });
    return result;
  }

  /**
   * Makes the call, for status, headers and request id too.
   *
   * @return the value with status and headers; cancelling the future ends the call
   */
  public final CompletableFuture<Response<T>> executeWithResponseAsync() {
    return run(request, null);
  }

  final CompletableFuture<Response<T>> run(Request sent, URI link) {
    return new CallRun<>(core, sent, reader, options, link).start();
  }

  /** Waits; a thread that is interrupted ends the call. */
  static <V> V join(Core core, Request request, CompletableFuture<V> future) {
    try {
      return future.get();
    } catch (InterruptedException error) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new TransportException(request.id, "the thread was interrupted", error, true, 1);
    } catch (ExecutionException error) {
      Throwable cause = Exchange.unwrap(error);
      if (cause instanceof SdkException) {
        // Where the caller stands says more than where a thread of ours found the failure.
        cause.fillInStackTrace();
        throw (SdkException) cause;
      }
      if (cause instanceof Error) {
        throw (Error) cause;
      }
      throw (RuntimeException) cause;
    }
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "(" + request.id + ")";
  }
}
