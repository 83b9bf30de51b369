package sdkwright.runtime;

import java.time.Duration;
import java.util.Optional;

/** The server answered with an error status. */
public final class ApiException extends SdkException {
  private static final long serialVersionUID = 1L;

  /** Status and headers. */
  private final transient Head head;

  /** The body as received. */
  private final transient Bytes raw;

  /** The body as the description declares it. */
  private final transient Object body;

  /** The codec of the body. */
  private final transient Codec<Object> codec;

  /** How often the request was sent. */
  private final int attempts;

  ApiException(
      String operation, Head head, Bytes raw, Object body, Codec<Object> codec, int attempts) {
    super(
        operation,
        "the server answered "
            + head.status()
            + head.requestId().map(id -> " (request id " + Json.quoted(id) + ")").orElse(""),
        null);
    this.head = head;
    this.raw = raw;
    this.body = body;
    this.codec = codec;
    this.attempts = attempts;
  }

  /**
   * The status.
   *
   * @return the status code
   */
  public int status() {
    return head.status();
  }

  /**
   * The headers.
   *
   * @return the headers
   */
  public Headers headers() {
    return head.headers();
  }

  /**
   * The server's name for this request, to be quoted when asking for help.
   *
   * @return the request id, if the server gave one
   */
  public Optional<String> requestId() {
    return head.requestId();
  }

  /**
   * The body, if the description declares this type for the status and the body fits it.
   *
   * @param <T> the type
   * @param type its class
   * @return the body
   */
  public <T> Optional<T> body(Class<T> type) {
    return type.isInstance(body) ? Optional.of(type.cast(body)) : Optional.empty();
  }

  /**
   * The typed body as a JSON text, without knowing its type.
   *
   * @return the text, if the description declares a type for the status and the body fits it
   */
  public Optional<String> bodyJson() {
    return codec == null ? Optional.empty() : Optional.of(codec.toJson(body));
  }

  /**
   * The body as received, at most 1 MiB of it.
   *
   * @return the bytes
   */
  public Bytes rawBody() {
    return raw;
  }

  /**
   * How long the server asked to wait.
   *
   * @return the time, if the server gave one
   */
  public Optional<Duration> retryAfter() {
    return RetryPolicy.retryAfter(head.headers());
  }

  /**
   * How often the request was sent.
   *
   * @return the number of attempts
   */
  public int attempts() {
    return attempts;
  }
}
