package com.example.zendesk.sideconversations.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/** For generated code: what values are written in, JSON or XML. */
public abstract class Notation {
  /** JSON. */
  public static final Notation JSON =
      new Notation() {
        @Override
        JsonNode read(byte[] document) {
          return Json.parse(document);
        }

        @Override
        Body write(JsonNode value) {
          return Body.of(Json.bytes(value));
        }
      };

  Notation() {}

  /** The value of a document. */
  abstract JsonNode read(byte[] document);

  /** The document of a value. */
  abstract Body write(JsonNode value);

  /** The notation of one answer. */
  static final class Case {
    private final Status status;
    private final String mediaType;
    private final Notation notation;

    Case(Status status, String mediaType, Notation notation) {
      this.status = status;
      this.mediaType = mediaType;
      this.notation = notation;
    }
  }

  /**
   * Of the cases for the status of an answer the one of its media type, else one that is XML if the
   * answer is, else the first.
   */
  static Notation of(List<Case> cases, Head head) {
    String type = head.contentType().toLowerCase(Locale.ROOT);
    boolean isXml = type.endsWith("/xml") || type.endsWith("+xml");
    Status status = null;
    Case best = null;
    for (Case one : cases) {
      if (status == null && one.status.matches(head.status())) {
        status = one.status;
      }
      if (status == null || !status.same(one.status)) {
        continue;
      }
      if (!one.mediaType.isEmpty() && head.isOf(one.mediaType)) {
        return one.notation;
      }
      boolean better =
          best != null && (best.notation != JSON) != isXml && (one.notation != JSON) == isXml;
      if (best == null || better) {
        best = one;
      }
    }
    return best == null ? JSON : best.notation;
  }
}
