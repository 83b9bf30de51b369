package com.example.zendesk.sideconversations.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** One attempt: credentials, sending, redirects, reading the answer. */
final class Exchange {
  /** So many redirects in a row are followed. */
  private static final int MAX_REDIRECTS = 5;

  /** So much of an error's body is kept. */
  private static final int ERROR_BODY_LIMIT = 1 << 20;

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** An attempt that failed, and how. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final transient SdkException error;
    final transient RetryPolicy.Failure failure;
    final transient Head head;

    Failed(SdkException error, RetryPolicy.Failure failure, Head head) {
      super(null, error, false, false);
      this.error = error;
      this.failure = failure;
      this.head = head;
    }
  }

  final CompletableFuture<Reply> result = new CompletableFuture<>();
  private final Core core;
  private final Request request;
  private final CallRun<?> run;
  private final int number;
  private volatile boolean bodyOpened;
  private volatile CompletableFuture<?> inFlight;
  private volatile InputStream open;

  Exchange(CallRun<?> run, int number) {
    this.core = run.core;
    this.request = run.request;
    this.run = run;
    this.number = number;
  }

  void start() {
    Duration timeout = run.timeout();
    core.after(
        timeout,
        result,
        () ->
            fail(
                new CallTimeoutException(request.id, CallTimeoutException.Kind.ATTEMPT, number),
                RetryPolicy.Failure.UNANSWERED));
    result.whenComplete(
        (reply, error) -> {
          if (error != null) {
            abandon();
          }
        });
    Auth.apply(core, run.schemes)
        .whenComplete(
            (applied, error) -> {
              if (error == null) {
                send(run.url, applied, 0);
              } else {
                failBy(unwrap(error));
              }
            });
  }

  /** Lets go of the connection. */
  private void abandon() {
    CompletableFuture<?> sent = inFlight;
    if (sent != null) {
      sent.cancel(true);
    }
    InputStream stream = open;
    if (stream != null) {
      Streams.close(stream);
    }
  }

  private void fail(SdkException error, RetryPolicy.Failure failure) {
    boolean spent = bodyOpened && !request.body.isReplayable();
    result.completeExceptionally(
        new Failed(error, spent ? RetryPolicy.Failure.FINAL : failure, null));
  }

  private void failBy(Throwable error) {
    Failed failed = broken(request.id, error, number);
    fail(failed.error, failed.failure);
  }

  private void send(URI url, Auth.Applied applied, int redirects) {
    if (result.isDone()) {
      return;
    }
    CompletableFuture<TransportResponse> sent;
    try {
      sent = core.transport.send(transportRequest(url, applied));
    } catch (RuntimeException error) {
      failBy(error);
      return;
    }
    inFlight = sent;
    sent.whenComplete(
        (response, error) -> {
          if (error != null) {
            failBy(unwrap(error));
            return;
          }
          open = response.body();
          if (result.isDone()) {
            Streams.close(response.body());
            return;
          }
          try {
            core.executor.execute(() -> receive(url, applied, redirects, response));
          } catch (java.util.concurrent.RejectedExecutionException closed) {
            Streams.close(response.body());
          }
        });
    if (result.isDone()) {
      sent.cancel(true);
    }
  }

  private TransportRequest transportRequest(URI url, Auth.Applied applied) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    run.headers.forEach((name, value) -> headers.put(name, List.of(value)));
    if (request.contentType != null) {
      CallRun.put(headers, "Content-Type", request.contentType);
    }
    applied.headers.forEach((name, value) -> CallRun.put(headers, name, value));
    List<Style.Pair> cookies = new ArrayList<>(request.cookies);
    cookies.addAll(applied.cookies);
    if (!cookies.isEmpty()) {
      CallRun.put(headers, "Cookie", Style.Pair.join(cookies).replace("&", "; "));
    }
    URI target = url;
    if (!applied.query.isEmpty()) {
      String more = Style.Pair.join(applied.query);
      target = URI.create(url + (url.getRawQuery() == null ? "?" : "&") + more);
    }
    Body body = request.body == null ? null : watched(request.body);
    return new TransportRequest(request.method, target, headers, body, run.timeout());
  }

  /** The body, of which it is known afterwards whether anybody has read it. */
  private Body watched(Body body) {
    return Body.ofStream(
        () -> {
          bodyOpened = true;
          return body.open();
        },
        body.length());
  }

  private void receive(URI url, Auth.Applied applied, int redirects, TransportResponse response) {
    Head head = new Head(response.status(), response.headers(), core.idHeaders);
    InputStream stream = Streams.decoded(response.body(), response.headers());
    try {
      if (REDIRECTS.contains(head.status())) {
        Streams.close(stream);
        send(redirect(url, head, redirects), applied, redirects + 1);
      } else if (!head.isSuccess()) {
        result.completeExceptionally(apiError(head, stream));
      } else if (run.reader.streams(head)) {
        Download download = new Download(request.id, head, stream);
        if (!result.complete(new Reply(request, head, null, download))) {
          Streams.close(stream);
        }
      } else {
        result.complete(new Reply(request, head, whole(head, stream), null));
      }
    } catch (IOException | RuntimeException error) {
      failBy(error);
    }
  }

  private byte[] whole(Head head, InputStream stream) throws IOException {
    byte[] bytes = Streams.read(stream, core.bodyLimit);
    Streams.close(stream);
    if (bytes.length > core.bodyLimit) {
      throw new DecodeException(
          request.id, head, Bytes.of(new byte[0]), "more than " + core.bodyLimit + " bytes");
    }
    return bytes;
  }

  /** Where an answer redirects to, if it may be followed. */
  private URI redirect(URI url, Head head, int redirects) {
    URI next =
        head.headers().first("location").flatMap(text -> Origins.resolve(url, text)).orElse(null);
    RedirectException.Reason reason = null;
    if (next == null || !Origins.isHttp(next)) {
      throw new RedirectException(
          request.id, head.status(), RedirectException.Reason.LOCATION, null);
    } else if (!Origins.mayFollow(run.url, next)) {
      reason = RedirectException.Reason.OTHER_ORIGIN;
    } else if (!Set.of("GET", "HEAD").contains(request.method)) {
      reason = RedirectException.Reason.METHOD;
    } else if (redirects >= MAX_REDIRECTS) {
      reason = RedirectException.Reason.TOO_MANY;
    }
    if (reason != null) {
      throw new RedirectException(request.id, head.status(), reason, Origins.text(next));
    }
    return next;
  }

  /**
   * What there is of an error's body; one that breaks off takes nothing from what the status says.
   */
  private static byte[] rawError(InputStream stream) {
    try (InputStream open = stream) {
      byte[] raw = Streams.read(open, ERROR_BODY_LIMIT);
      return raw.length > ERROR_BODY_LIMIT ? Arrays.copyOf(raw, ERROR_BODY_LIMIT) : raw;
    } catch (IOException error) {
      return new byte[0];
    }
  }

  private Failed apiError(Head head, InputStream stream) {
    Bytes bytes = Bytes.of(rawError(stream));
    if (head.status() == 401) {
      run.schemes.stream()
          .filter(scheme -> core.credentials.get(scheme.name).isFetched())
          .forEach(core.tokens::forget);
    }
    ApiException error = apiError(head, bytes, request.errorCodec(head.status()).orElse(null));
    boolean spent = bodyOpened && !request.body.isReplayable();
    return new Failed(error, spent ? RetryPolicy.Failure.FINAL : RetryPolicy.Failure.STATUS, head);
  }

  @SuppressWarnings("unchecked")
  private ApiException apiError(Head head, Bytes raw, Codec<?> codec) {
    if (codec != null) {
      try {
        Object body =
            codec.read(Notation.of(request.notations, head).read(raw.shared()), JsonPath.ROOT);
        return new ApiException(request.id, head, raw, body, (Codec<Object>) codec, number);
      } catch (JsonException error) {
        // The raw body is still there.
        return new ApiException(request.id, head, raw, null, null, number);
      }
    }
    return new ApiException(request.id, head, raw, null, null, number);
  }

  static Throwable unwrap(Throwable error) {
    Throwable inner = error;
    while ((inner instanceof CompletionException || inner instanceof ExecutionException)
        && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }

  /** What a failure below means. */
  static Failed broken(String id, Throwable error, int number) {
    if (error instanceof SdkException) {
      return new Failed((SdkException) error, RetryPolicy.Failure.FINAL, null);
    }
    if (error instanceof HttpConnectTimeoutException) {
      return new Failed(
          new CallTimeoutException(id, CallTimeoutException.Kind.CONNECT, number),
          RetryPolicy.Failure.NOT_SENT,
          null);
    }
    if (error instanceof HttpTimeoutException) {
      return new Failed(
          new CallTimeoutException(id, CallTimeoutException.Kind.ATTEMPT, number),
          RetryPolicy.Failure.UNANSWERED,
          null);
    }
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof Streams.SourceException) {
        return new Failed(
            new LocalException(id, LocalException.Kind.FILE, cause.getMessage()),
            RetryPolicy.Failure.FINAL,
            null);
      }
    }
    if (error instanceof IOException) {
      boolean unsent =
          error instanceof ConnectException
              || error instanceof UnknownHostException
              || error.getCause() instanceof UnresolvedAddressException;
      return new Failed(
          new TransportException(id, "the connection failed", error, !unsent, number),
          unsent ? RetryPolicy.Failure.NOT_SENT : RetryPolicy.Failure.UNANSWERED,
          null);
    }
    // Of the JDK: a method, a URL or a header that it does not send. Its words may quote a header.
    return new Failed(
        new LocalException(
            id, LocalException.Kind.VALUE, "the request cannot be sent by this HTTP client"),
        RetryPolicy.Failure.FINAL,
        null);
  }
}
