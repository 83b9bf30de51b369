package com.example.zendesk.sideconversations.runtime;

/**
 * Why a call failed. Its subclasses say what kind of failure it is; none of them ever shows a
 * credential.
 */
public abstract class SdkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The operation's id. */
  private final String operation;

  SdkException(String operation, String message, Throwable cause) {
    super(operation == null ? message : operation + ": " + message, cause);
    this.operation = operation;
  }

  /**
   * The operation's id in the description.
   *
   * @return the id; empty where no operation was called
   */
  public final String operation() {
    return operation == null ? "" : operation;
  }
}
