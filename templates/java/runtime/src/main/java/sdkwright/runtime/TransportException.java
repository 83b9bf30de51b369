package sdkwright.runtime;

/** The connection failed, or broke before the answer was complete. */
public final class TransportException extends SdkException {
  private static final long serialVersionUID = 1L;

  /** Whether a connection was made. */
  private final boolean connected;

  /** How often the request was sent. */
  private final int attempts;

  TransportException(
      String operation, String message, Throwable cause, boolean connected, int attempts) {
    super(operation, message, cause);
    this.connected = connected;
    this.attempts = attempts;
  }

  /**
   * Whether a connection was made; without one, the server has not seen the request.
   *
   * @return whether there was a connection
   */
  public boolean isConnected() {
    return connected;
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
