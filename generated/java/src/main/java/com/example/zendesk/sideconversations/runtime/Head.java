package com.example.zendesk.sideconversations.runtime;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Status and headers of an answer. */
final class Head {
  private final int status;
  private final Headers headers;
  private final String requestId;

  Head(int status, Headers headers, List<String> idHeaders) {
    this.status = status;
    this.headers = headers;
    this.requestId =
        idHeaders.stream()
            .flatMap(name -> headers.first(name).stream())
            .findFirst()
            .or(
                () ->
                    headers.names().stream()
                        .filter(name -> name.toLowerCase(Locale.ROOT).endsWith("-request-id"))
                        .flatMap(name -> headers.first(name).stream())
                        .findFirst())
            .orElse(null);
  }

  int status() {
    return status;
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  Headers headers() {
    return headers;
  }

  Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  /** The media type without parameters; empty if there is none. */
  String contentType() {
    String value = headers.first("content-type").orElse("");
    int end = value.indexOf(';');
    return (end < 0 ? value : value.substring(0, end)).trim();
  }

  /**
   * Whether the answer is described under this media type, which may be a range; empty: under any.
   */
  boolean isOf(String mediaType) {
    int end = mediaType.indexOf(';');
    String range = (end < 0 ? mediaType : mediaType.substring(0, end)).trim();
    if (range.isEmpty() || range.equals("*/*")) {
      return true;
    }
    String found = contentType();
    if (range.endsWith("/*")) {
      int length = range.length() - 1;
      return found.regionMatches(true, 0, range, 0, length);
    }
    return found.equalsIgnoreCase(range);
  }
}
