package com.example.zendesk.sideconversations.runtime;

/** Refused on this side: nothing was sent. */
public final class LocalException extends SdkException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  private final Kind kind;

  LocalException(String operation, Kind kind, String message) {
    super(operation, message, null);
    this.kind = kind;
  }

  /** Why a call was refused. */
  public enum Kind {
    /** A path parameter that would change the path: empty, {@code .} or {@code ..}. */
    PATH_PARAMETER,
    /** A header or cookie with CR, LF or NUL, or that cannot be sent for another reason. */
    HEADER,
    /** A value without the form that is asked for, for example a number that is not finite. */
    VALUE,
    /** The client's configuration. */
    CONFIGURATION,
    /** Credentials that the operation needs are missing, or could not be got. */
    CREDENTIALS,
    /** Credentials would go over plain HTTP. */
    PLAIN_HTTP,
    /** A link to another origin than the configured one. */
    ORIGIN,
    /** Pages that do not move on. */
    PAGINATION,
    /** A body over the limit. */
    SIZE,
    /** A file that cannot be read or written. */
    FILE,
    /** The client was closed. */
    CLOSED
  }

  /**
   * Why.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }
}
