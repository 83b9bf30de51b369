package com.example.zendesk.sideconversations.runtime;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An answer as it comes off the wire. */
public final class TransportResponse {
  private final int status;
  private final Headers headers;
  private final InputStream body;

  private TransportResponse(int status, Headers headers, InputStream body) {
    this.status = status;
    this.headers = Objects.requireNonNull(headers);
    this.body = Objects.requireNonNull(body);
  }

  /**
   * An answer.
   *
   * @param status the status code
   * @param headers the headers
   * @param body the body; it is closed when it has been read, or when nobody wants it
   * @return the answer
   */
  public static TransportResponse of(int status, Headers headers, InputStream body) {
    return new TransportResponse(status, headers, body);
  }

  /**
   * An answer with a text, for tests.
   *
   * @param status the status code
   * @param contentType the content type
   * @param body the text
   * @return the answer
   */
  public static TransportResponse of(int status, String contentType, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Headers headers = Headers.of(Map.of("content-type", List.of(contentType)));
    return new TransportResponse(status, headers, new ByteArrayInputStream(bytes));
  }

  /**
   * The status.
   *
   * @return the status code
   */
  public int status() {
    return status;
  }

  /**
   * The headers.
   *
   * @return the headers
   */
  public Headers headers() {
    return headers;
  }

  /**
   * The body.
   *
   * @return the bytes as they come
   */
  public InputStream body() {
    return body;
  }
}
