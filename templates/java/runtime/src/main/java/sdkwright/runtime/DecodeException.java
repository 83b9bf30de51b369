package sdkwright.runtime;

import java.util.Optional;

/** The answer is not what the description promises. */
public final class DecodeException extends SdkException {
  private static final long serialVersionUID = 1L;

  /** Status and headers. */
  private final transient Head head;

  /** The body as received. */
  private final transient Bytes raw;

  /** Where in the JSON text. */
  private final String path;

  DecodeException(String operation, Head head, Bytes raw, String reason) {
    super(operation, "the answer (" + head.status() + ") cannot be read: " + reason, null);
    this.head = head;
    this.raw = raw;
    this.path = "$";
  }

  DecodeException(String operation, Head head, Bytes raw, JsonException cause) {
    super(
        operation,
        "the answer (" + head.status() + ") cannot be read: " + cause.getMessage(),
        cause);
    this.head = head;
    this.raw = raw;
    this.path = cause.path();
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
   * The server's name for this request.
   *
   * @return the request id, if the server gave one
   */
  public Optional<String> requestId() {
    return head.requestId();
  }

  /**
   * Where in the JSON text, for example {@code $.items[0].name}.
   *
   * @return the path
   */
  public String path() {
    return path;
  }

  /**
   * The body as received; of a stream the item that cannot be read.
   *
   * @return the bytes
   */
  public Bytes rawBody() {
    return raw;
  }
}
