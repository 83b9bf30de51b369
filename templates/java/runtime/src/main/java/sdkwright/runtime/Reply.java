package sdkwright.runtime;

import com.fasterxml.jackson.databind.JsonNode;

/** An answer with a status that means success: its body as a whole, or as a stream. */
final class Reply {
  final String operation;
  final Head head;
  final byte[] whole;
  final Download stream;
  private final Notation notation;

  Reply(Request request, Head head, byte[] whole, Download stream) {
    this.operation = request.id;
    this.notation = Notation.of(request.notations, head);
    this.head = head;
    this.whole = whole;
    this.stream = stream;
  }

  /** The body as a JSON value, whatever it is written in. */
  JsonNode json() {
    return notation.read(whole);
  }

  DecodeException unreadable(JsonException error) {
    return new DecodeException(operation, head, Bytes.of(whole), error);
  }
}
