package com.example.zendesk.sideconversations.runtime;

/** No answer in time. */
public final class CallTimeoutException extends SdkException {
  private static final long serialVersionUID = 1L;

  /** Which time was up. */
  private final Kind kind;

  /** How often the request was sent. */
  private final int attempts;

  CallTimeoutException(String operation, Kind kind, int attempts) {
    super(operation, "no answer in time (" + kind + ")", null);
    this.kind = kind;
    this.attempts = attempts;
  }

  /** Which time was up. */
  public enum Kind {
    /** That for connecting. */
    CONNECT,
    /** That of an attempt. */
    ATTEMPT,
    /** That of the whole call. */
    DEADLINE
  }

  /**
   * Which time was up.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
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
