package sdkwright.runtime;

/** An answer with a status that means success: its body as a whole, or as a stream. */
final class Reply {
  final String operation;
  final Head head;
  final byte[] whole;
  final Download stream;

  Reply(String operation, Head head, byte[] whole, Download stream) {
    this.operation = operation;
    this.head = head;
    this.whole = whole;
    this.stream = stream;
  }

  DecodeException unreadable(JsonException error) {
    return new DecodeException(operation, head, Bytes.of(whole), error);
  }
}
