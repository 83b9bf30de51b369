package sdkwright.runtime;

import java.util.Optional;

/**
 * What came is not what the server sent, or not as described. Neither secrets nor signatures are in
 * it.
 */
public final class WebhookException extends SdkException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  private final Reason reason;

  /** The header that is missing or malformed. */
  private final String header;

  WebhookException(Reason reason, String message) {
    this(reason, message, null, null);
  }

  private WebhookException(Reason reason, String message, String header, Throwable cause) {
    super(null, message, cause);
    this.reason = reason;
    this.header = header;
  }

  static WebhookException missing(String header) {
    String message = "the header " + header + " is missing";
    return new WebhookException(Reason.MISSING_HEADER, message, header, null);
  }

  static WebhookException malformed(String header) {
    String message = "the header " + header + " is malformed";
    return new WebhookException(Reason.MALFORMED_HEADER, message, header, null);
  }

  static WebhookException body(JsonException cause) {
    String message = "the body is not as described: " + cause.getMessage();
    return new WebhookException(Reason.BODY, message, null, cause);
  }

  /** Why a webhook is not taken. */
  public enum Reason {
    /** A secret is missing, empty, or not as it must be written. */
    SECRET,
    /** A header is not there. */
    MISSING_HEADER,
    /** A header is not as described, or there twice. */
    MALFORMED_HEADER,
    /** The server did not send the body, or it was changed on the way. */
    NO_SIGNATURE_FITS,
    /** The signature is of too long ago. */
    TOO_OLD,
    /** The signature is of a time too far ahead. */
    IN_THE_FUTURE,
    /** The body is signed, but not as described. */
    BODY
  }

  /**
   * What is wrong.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }

  /**
   * The header that is missing or malformed.
   *
   * @return its name, if it is about one
   */
  public Optional<String> header() {
    return Optional.ofNullable(header);
  }
}
