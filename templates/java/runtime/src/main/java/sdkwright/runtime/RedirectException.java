package sdkwright.runtime;

import java.util.Optional;

/** The server redirected to where this client does not follow. */
public final class RedirectException extends SdkException {
  private static final long serialVersionUID = 1L;

  /** The status of the answer. */
  private final int status;

  /** Why. */
  private final Reason reason;

  /** The origin it leads to. */
  private final String origin;

  RedirectException(String operation, int status, Reason reason, String origin) {
    super(
        operation,
        "refused a redirect ("
            + status
            + ") "
            + reason.text
            + (origin == null ? "" : " (" + origin + ")"),
        null);
    this.status = status;
    this.reason = reason;
    this.origin = origin;
  }

  /** Why a redirect was not followed. */
  public enum Reason {
    /** It leads to another origin. */
    OTHER_ORIGIN("to another origin"),
    /** The method is neither GET nor HEAD. */
    METHOD("of a request that is not safe to repeat elsewhere"),
    /** More than five in a row. */
    TOO_MANY("after five others"),
    /** Its {@code Location} is missing or not a URL. */
    LOCATION("without a usable location");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  /**
   * The status of the answer.
   *
   * @return the status code
   */
  public int status() {
    return status;
  }

  /**
   * Why it was not followed.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }

  /**
   * The origin it leads to; the rest of the URL may hold secrets and is not kept.
   *
   * @return the origin, if there is one
   */
  public Optional<String> origin() {
    return Optional.ofNullable(origin);
  }
}
