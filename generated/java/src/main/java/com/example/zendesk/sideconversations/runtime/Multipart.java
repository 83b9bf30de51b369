package com.example.zendesk.sideconversations.runtime;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code multipart/form-data} body (RFC 7578), of known length where that of every part is known.
 */
final class Multipart {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String boundary;
  private final List<Body> pieces = new ArrayList<>();

  /** An empty one, with a boundary of 128 random bits: no content can be made to contain it. */
  Multipart() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    StringBuilder text = new StringBuilder("sdk-");
    for (byte each : bytes) {
      text.append(String.format("%02x", each));
    }
    boundary = text.toString();
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  void add(String name, String fileName, String contentType, Body content) {
    StringBuilder head = new StringBuilder("--").append(boundary);
    head.append("\r\nContent-Disposition: form-data; name=\"").append(quote(name)).append('"');
    if (fileName != null) {
      head.append("; filename=\"").append(quote(fileName)).append('"');
    }
    if (contentType != null) {
      head.append("\r\nContent-Type: ").append(contentType);
    }
    pieces.add(Body.of(head.append("\r\n\r\n").toString()));
    pieces.add(content);
    pieces.add(Body.of("\r\n"));
  }

  Body body() {
    List<Body> all = new ArrayList<>(pieces);
    all.add(Body.of("--" + boundary + "--\r\n"));
    return Body.concat(all);
  }

  /**
   * As browsers do (WHATWG HTML): what could end the parameter is percent-encoded; other control
   * characters become {@code _}.
   */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"') {
                quoted.append("%22");
              } else if (c == '\r') {
                quoted.append("%0D");
              } else if (c == '\n') {
                quoted.append("%0A");
              } else if (Character.isISOControl(c)) {
                quoted.append('_');
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.toString();
  }
}
