package com.example.zendesk.sideconversations.runtime;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request as it goes on the wire. */
public final class TransportRequest {
  private final String method;
  private final URI uri;
  private final Map<String, List<String>> headers;
  private final Body body;
  private final Duration timeout;

  TransportRequest(
      String method, URI uri, Map<String, List<String>> headers, Body body, Duration timeout) {
    this.method = method;
    this.uri = uri;
    this.headers = Collections.unmodifiableMap(headers);
    this.body = body;
    this.timeout = timeout;
  }

  /**
   * The method.
   *
   * @return the HTTP method
   */
  public String method() {
    return method;
  }

  /**
   * The URL. It may hold a key: do not log it.
   *
   * @return the URL
   */
  public URI uri() {
    return uri;
  }

  /**
   * The headers. They hold credentials: do not log them.
   *
   * @return the headers
   */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /**
   * The body.
   *
   * @return the body, if there is one
   */
  public Optional<Body> body() {
    return Optional.ofNullable(body);
  }

  /**
   * How long a wait for more of the answer may take.
   *
   * @return the time
   */
  public Duration timeout() {
    return timeout;
  }

  @Override
  public String toString() {
    return method + " " + Origins.text(uri);
  }
}
