package com.example.zendesk.sideconversations.runtime;

/** A JSON value that is not what the description says, or a value that has no JSON form. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Where in the JSON text. */
  private final String path;

  /** What should have been there, and what was. */
  private final String reason;

  JsonException(JsonPath path, String reason) {
    super(path + ": " + reason, null, false, false);
    this.path = path.toString();
    this.reason = reason;
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
   * What should have been there, and what was.
   *
   * @return the reason, without the path
   */
  public String reason() {
    return reason;
  }
}
