package com.example.zendesk.sideconversations.runtime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Server-sent events (WHATWG HTML, section 9.2), the data of each a JSON text. The event {@code
 * [DONE]}, by which some servers end a stream, ends it.
 *
 * @param <T> the type of the data
 */
public final class EventStream<T> extends ValueStream<Event<T>> {
  private final Lines lines;
  private final Codec<T> codec;
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private boolean started;
  private boolean hasData;
  private String type = "";
  private String id = "";
  private long retry = -1;

  EventStream(Download download, Codec<T> codec) {
    super(download);
    this.lines = new Lines(download, true);
    this.codec = codec;
  }

  @Override
  Event<T> advance() {
    // An event without its empty line is incomplete and is dropped, as the rules say.
    for (byte[] line = lines.next(); line != null && lines.complete; line = lines.next()) {
      String text = new String(line, StandardCharsets.UTF_8);
      if (!started && text.startsWith("\ufeff")) {
        text = text.substring(1);
      }
      started = true;
      if (!text.isEmpty()) {
        field(text);
      } else if (hasData) {
        return dispatch();
      } else {
        reset();
      }
    }
    return null;
  }

  private void field(String line) {
    int colon = line.indexOf(':');
    String name = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    value = value.startsWith(" ") ? value.substring(1) : value;
    switch (name) {
      case "data":
        if (hasData) {
          data.write('\n');
        }
        hasData = true;
        data.writeBytes(value.getBytes(StandardCharsets.UTF_8));
        break;
      case "event":
        type = value;
        break;
      case "id":
        id = value.indexOf('\0') < 0 ? value : id;
        break;
      case "retry":
        retry = value.matches("\\d{1,18}") ? Long.parseLong(value) : retry;
        break;
      default:
        // A comment, or a field that is not known.
        break;
    }
    if (data.size() > Lines.LIMIT) {
      throw new DecodeException(
          download.operation,
          download.head,
          Bytes.of(new byte[0]),
          "an event of more than " + Lines.LIMIT + " bytes");
    }
  }

  private Event<T> dispatch() {
    byte[] text = data.toByteArray();
    String given = type.isEmpty() ? "message" : type;
    long wait = retry;
    reset();
    if (new String(text, StandardCharsets.UTF_8).equals("[DONE]")) {
      return null;
    }
    return new Event<>(read(codec, text), given, id, wait);
  }

  private void reset() {
    data.reset();
    hasData = false;
    type = "";
    retry = -1;
  }
}
