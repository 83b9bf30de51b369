package sdkwright.runtime;

import java.util.Optional;

/**
 * A value together with status and headers of the answer it came in.
 *
 * @param <T> the type of the value
 */
public final class Response<T> {
  private final T value;
  private final Head head;

  Response(T value, Head head) {
    this.value = value;
    this.head = head;
  }

  /**
   * The value.
   *
   * @return the value; {@code null} where the answer has no body
   */
  public T value() {
    return value;
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
   * The server's name for the request.
   *
   * @return the request id, if the server gave one
   */
  public Optional<String> requestId() {
    return head.requestId();
  }

  @Override
  public String toString() {
    return "Response{status=" + head.status() + ", value=" + value + "}";
  }
}
