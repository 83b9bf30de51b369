package com.example.zendesk.sideconversations.runtime;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** For generated code: what all services of a client have in common. */
public final class Core implements AutoCloseable {
  final PackageInfo info;
  final System.Logger logger;
  final Map<String, Scheme> schemes = new LinkedHashMap<>();
  final Map<String, Credential> credentials;
  final Map<String, String> headers;
  final List<CallObserver> observers;
  final RetryPolicy policy;
  final Budget budget = new Budget();
  final Tokens tokens = new Tokens();
  final URI base;
  final boolean isDescribed;
  final String userAgent;
  final Transport transport;
  final Duration timeout;
  final Duration deadline;
  final int bodyLimit;
  final boolean allowPlainHttp;
  final List<String> idHeaders;
  final ExecutorService executor;
  private final HttpClient owned;
  private final ScheduledThreadPoolExecutor timer;
  private final Set<CallRun<?>> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Core(ClientBuilder<?> builder) {
    info = builder.info;
    logger = System.getLogger(info.name);
    info.schemes.forEach(scheme -> schemes.put(scheme.name, scheme));
    if (builder.baseUrl == null) {
      throw refuse("the description has no server: set a base URL");
    }
    for (String scheme : builder.credentials.keySet()) {
      if (!schemes.containsKey(scheme)) {
        throw refuse(Json.quoted(scheme) + " is no security scheme of this API");
      }
    }
    credentials = Map.copyOf(builder.credentials);
    headers = Map.copyOf(builder.headers);
    observers = List.copyOf(builder.observers);
    policy = builder.policy.copy();
    isDescribed = builder.baseUrl.equals(info.server);
    base = Origins.base(builder.baseUrl);
    String agent = info.name + "/" + info.version + " java/" + Runtime.version().feature();
    userAgent = builder.userAgentSuffix == null ? agent : agent + " " + builder.userAgentSuffix;
    timeout = builder.timeout;
    deadline = builder.deadline;
    bodyLimit = builder.bodyLimit;
    allowPlainHttp = builder.allowPlainHttp;
    idHeaders = builder.idHeaders;
    owned = builder.transport == null && builder.http == null ? client(builder) : null;
    transport =
        builder.transport != null
            ? builder.transport
            : new HttpClientTransport(builder.http == null ? owned : builder.http);
    ThreadFactory threads =
        task -> {
          Thread thread = new Thread(task, info.name);
          thread.setDaemon(true);
          return thread;
        };
    executor =
        new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    timer = new ScheduledThreadPoolExecutor(1, threads);
    timer.setRemoveOnCancelPolicy(true);
    // A client that nobody closes leaves no thread behind either.
    timer.setKeepAliveTime(10, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  private static HttpClient client(ClientBuilder<?> builder) {
    return HttpClient.newBuilder()
        .connectTimeout(builder.connectTimeout)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  private static LocalException refuse(String message) {
    return new LocalException(null, LocalException.Kind.CONFIGURATION, message);
  }

  /**
   * A request for an operation.
   *
   * @param id its id
   * @param method its method
   * @return the request, to be filled
   */
  public Request request(String id, String method) {
    return new Request(id, method);
  }

  /**
   * A call.
   *
   * @param <T> what it gives back
   * @param request what is sent
   * @param reader makes a value of the answer
   * @return the call, not yet made
   */
  public <T> Call<T> call(Request request, Reader<T> reader) {
    return new Call<>(this, request, reader);
  }

  /**
   * A call whose answer is one page of a list.
   *
   * @param <P> the type of a page
   * @param <I> the type of an item
   * @param request what is sent
   * @param reader makes a page of the answer
   * @param paging finds the other pages
   * @return the call, not yet made
   */
  public <P, I> PagedCall<P, I> call(Request request, Reader<P> reader, Paging<P, I> paging) {
    return new PagedCall<>(this, request, reader, paging);
  }

  /**
   * The base URL of an operation: one of its own counts only where the user has not set another.
   */
  URI baseOf(Request request) {
    return request.server != null && isDescribed ? Origins.base(request.server) : base;
  }

  /** Runs a task after a time, unless the future is complete before. */
  void after(Duration time, CompletableFuture<?> unless, Runnable task) {
    long nanos =
        time.compareTo(Duration.ofDays(365)) > 0 ? TimeUnit.DAYS.toNanos(365) : time.toNanos();
    Future<?> scheduled;
    try {
      scheduled = timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
    } catch (java.util.concurrent.RejectedExecutionException error) {
      // The client was closed; the call is being ended by that.
      return;
    }
    unless.whenComplete((value, error) -> scheduled.cancel(false));
  }

  void start(CallRun<?> run) {
    running.add(run);
    run.result.whenComplete((value, error) -> running.remove(run));
    if (closed) {
      run.close();
    }
  }

  /** Ends all calls that are under way. */
  @Override
  public void close() {
    closed = true;
    running.forEach(CallRun::close);
    timer.shutdownNow();
    executor.shutdown();
    if (owned != null) {
      shutDown(owned);
    }
  }

  /** From Java 21 on, a client can be told to end; before, it ends when nothing refers to it. */
  private void shutDown(HttpClient client) {
    try {
      HttpClient.class.getMethod("shutdownNow").invoke(client);
    } catch (ReflectiveOperationException error) {
      logger.log(System.Logger.Level.TRACE, "the HTTP client ends by itself", error);
    }
  }

  /** Where it leads, and the names of its credentials. */
  @Override
  public String toString() {
    return info.name + "(" + Origins.text(base) + ", credentials for " + credentials.keySet() + ")";
  }
}
