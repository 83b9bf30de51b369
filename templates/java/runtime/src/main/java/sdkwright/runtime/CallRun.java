package sdkwright.runtime;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A call from first to last: attempts, waits between them, the limits of time around them. */
final class CallRun<T> {
  final CompletableFuture<Response<T>> result = new CompletableFuture<>();
  final Core core;
  final Request request;
  final Reader<T> reader;
  final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  List<Scheme> schemes;
  URI url;
  private final CallOptions options;
  private final URI link;
  private final RetryPolicy policy;
  private long deadlineNanos;
  private volatile Exchange exchange;
  private volatile boolean aborted;
  private volatile int attempts = 1;

  CallRun(Core core, Request request, Reader<T> reader, CallOptions options, URI link) {
    this.core = core;
    this.request = request;
    this.reader = reader;
    this.options = options;
    this.link = link;
    this.policy = core.policy.copy();
    if (options.maxAttempts > 0) {
      policy.maxAttempts = options.maxAttempts;
    }
  }

  Duration timeout() {
    return options.timeout == null ? core.timeout : options.timeout;
  }

  private Duration deadline() {
    return options.deadline == null ? core.deadline : options.deadline;
  }

  CompletableFuture<Response<T>> start() {
    core.start(this);
    result.whenComplete(
        (value, error) -> {
          if (error != null) {
            abort();
          }
        });
    try {
      prepare();
    } catch (SdkException error) {
      result.completeExceptionally(error);
      return result;
    }
    if (deadline() != null) {
      deadlineNanos = System.nanoTime() + deadline().toNanos();
      core.after(
          deadline(),
          result,
          () ->
              result.completeExceptionally(
                  new CallTimeoutException(
                      request.id, CallTimeoutException.Kind.DEADLINE, attempts)));
    }
    attempt(1);
    return result;
  }

  /** The client was closed. */
  void close() {
    result.completeExceptionally(
        new LocalException(request.id, LocalException.Kind.CLOSED, "the client was closed"));
  }

  /** Nobody waits for the result any more. */
  private void abort() {
    aborted = true;
    Exchange current = exchange;
    if (current != null) {
      current.result.cancel(true);
    }
  }

  private void prepare() {
    if (request.problem != null) {
      throw request.problem;
    }
    schemes = Auth.choose(core, request);
    url = url();
    header("User-Agent", core.userAgent);
    header("Accept", request.accept);
    header("Accept-Encoding", "gzip");
    core.headers.forEach(this::header);
    request.headers.forEach(pair -> header(pair[0], pair[1]));
    if (request.contentType != null) {
      check("Content-Type", request.contentType);
    }
    if (request.idempotencyHeader != null) {
      String key = options.idempotencyKey;
      header(request.idempotencyHeader, key == null ? UUID.randomUUID().toString() : key);
    } else if (options.idempotencyKey != null) {
      throw new LocalException(
          request.id, LocalException.Kind.VALUE, "the description declares no idempotency key");
    }
    options.headers.forEach(this::header);
  }

  private void header(String name, String value) {
    check(name, value);
    // Some descriptions have the length of the body for a parameter, but only the transport knows
    // it.
    if (!name.equalsIgnoreCase("Content-Length")) {
      headers.put(name, value);
    }
  }

  private void check(String name, String value) {
    if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+") || !Request.isSafe(value)) {
      throw new LocalException(
          request.id,
          LocalException.Kind.HEADER,
          "header "
              + Json.quoted(name)
              + " must not contain CR, LF, NUL or anything else beyond ASCII text");
    }
  }

  static void put(Map<String, List<String>> headers, String name, String value) {
    headers.keySet().removeIf(name::equalsIgnoreCase);
    headers.put(name, List.of(value));
  }

  /** The URL, without what credentials add to it. */
  private URI url() {
    if (link != null) {
      return link;
    }
    String base = core.baseOf(request).toString().replaceAll("/+$", "");
    String query = Style.Pair.join(request.query);
    try {
      return URI.create(base + request.checkedPath() + (query.isEmpty() ? "" : "?" + query));
    } catch (IllegalArgumentException error) {
      throw new LocalException(request.id, LocalException.Kind.VALUE, "this makes no URL");
    }
  }

  private void attempt(int number) {
    if (aborted) {
      return;
    }
    attempts = number;
    CallObserver.Attempt attempt = new CallObserver.Attempt(request.id, request.method, number);
    core.observers.forEach(observer -> observe(() -> observer.before(attempt)));
    long start = System.nanoTime();
    Exchange current = new Exchange(this, number);
    exchange = current;
    current.result.whenComplete(
        (reply, error) -> {
          Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
          if (error == null) {
            core.budget.succeed();
            report(attempt, new CallObserver.Outcome(reply.head.status(), null, elapsed, null));
            succeed(reply);
          } else if (error instanceof Exchange.Failed) {
            failed(attempt, (Exchange.Failed) error, elapsed);
          }
        });
    current.start();
    if (aborted) {
      abort();
    }
  }

  private void succeed(Reply reply) {
    try {
      Response<T> response = new Response<>(reader.read(reply), reply.head);
      if (!result.complete(response) && reply.stream != null) {
        reply.stream.close();
      }
    } catch (RuntimeException error) {
      result.completeExceptionally(error);
    }
  }

  private void failed(CallObserver.Attempt attempt, Exchange.Failed failed, Duration elapsed) {
    int number = attempt.number();
    int cost = failed.error instanceof CallTimeoutException ? Budget.TIMEOUT : Budget.RETRY;
    Optional<Duration> delay =
        policy
            .delay(request.retry, failed.failure, failed.head, number)
            .filter(this::isInTime)
            .filter(wait -> core.budget.spend(cost));
    int status = failed.head == null ? 0 : failed.head.status();
    report(attempt, new CallObserver.Outcome(status, failed.error, elapsed, delay.orElse(null)));
    if (delay.isPresent()) {
      core.after(delay.get(), result, () -> attempt(number + 1));
    } else {
      result.completeExceptionally(failed.error);
    }
  }

  private boolean isInTime(Duration delay) {
    return deadline() == null || System.nanoTime() + delay.toNanos() - deadlineNanos < 0;
  }

  private void report(CallObserver.Attempt attempt, CallObserver.Outcome outcome) {
    core.logger.log(
        System.Logger.Level.DEBUG,
        () ->
            attempt.method()
                + " "
                + attempt.operation()
                + ": attempt "
                + attempt.number()
                + (outcome.status() == 0 ? " failed" : " answered " + outcome.status())
                + " after "
                + outcome.elapsed().toMillis()
                + " ms"
                + outcome
                    .retryIn()
                    .map(wait -> ", again in " + wait.toMillis() + " ms")
                    .orElse(""));
    core.observers.forEach(observer -> observe(() -> observer.after(attempt, outcome)));
  }

  private void observe(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException error) {
      core.logger.log(System.Logger.Level.WARNING, "an observer has failed", error);
    }
  }
}
