package sdkwright.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads the headers of an answer as an object. What has not the form of its header stays a text,
 * which the type of the property refuses.
 */
public final class HeaderReader {
  private final Headers headers;
  private final ObjectNode found = Json.NODES.objectNode();

  /**
   * For generated code.
   *
   * @param headers the headers of the answer
   */
  public HeaderReader(Headers headers) {
    this.headers = headers;
  }

  /**
   * A header that holds a JSON text.
   *
   * @param name the header
   * @return this reader
   */
  public HeaderReader json(String name) {
    return add(name, HeaderReader::document);
  }

  /**
   * A header with one value.
   *
   * @param name the header
   * @param text what the value is
   * @return this reader
   */
  public HeaderReader text(String name, HeaderText text) {
    return add(name, text::value);
  }

  /**
   * A header with values that have commas between.
   *
   * @param name the header
   * @param item what each value is
   * @return this reader
   */
  public HeaderReader list(String name, HeaderText item) {
    return add(
        name,
        text -> {
          ArrayNode list = Json.NODES.arrayNode();
          pieces(text).forEach(piece -> list.add(item.value(piece)));
          return list;
        });
  }

  /**
   * A header with names and values that have commas between.
   *
   * @param name the header
   * @param explode whether a name has a {@code =} before its value
   * @param others what the values of properties are that are not among {@code properties}
   * @param properties what the values of properties are
   * @return this reader
   */
  public HeaderReader object(
      String name, boolean explode, HeaderText others, Map<String, HeaderText> properties) {
    return add(
        name,
        text -> {
          List<String> words = explode ? exploded(pieces(text)) : pieces(text);
          if (words.size() % 2 != 0) {
            return TextNode.valueOf(text);
          }
          ObjectNode object = Json.NODES.objectNode();
          for (int i = 0; i < words.size(); i += 2) {
            HeaderText kind = properties.getOrDefault(words.get(i), others);
            object.set(words.get(i), kind.value(words.get(i + 1)));
          }
          return object;
        });
  }

  /**
   * The object.
   *
   * @param <T> its type
   * @param codec its table
   * @return the object
   * @throws JsonException if a header is missing or malformed
   */
  public <T extends ModelBase> T read(ModelCodec<T> codec) {
    return codec.read(found, JsonPath.ROOT);
  }

  private HeaderReader add(String name, Function<String, JsonNode> read) {
    List<String> lines = headers.all(name);
    if (!lines.isEmpty()) {
      found.set(name, read.apply(trimmed(String.join(", ", lines))));
    }
    return this;
  }

  /** The value of a JSON text; a text that is none, as it is. */
  static JsonNode document(String text) {
    try {
      return Json.parse(text);
    } catch (JsonException error) {
      return TextNode.valueOf(text);
    }
  }

  /** What has commas between, without what is empty (RFC 9110, section 5.6.1). */
  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    for (String piece : text.split(",", -1)) {
      String trimmed = trimmed(piece);
      if (!trimmed.isEmpty()) {
        pieces.add(trimmed);
      }
    }
    return pieces;
  }

  /** Names and values; one word too many where a name has no value. */
  private static List<String> exploded(List<String> pieces) {
    List<String> words = new ArrayList<>();
    for (String piece : pieces) {
      int at = piece.indexOf('=');
      if (at < 0) {
        return List.of(piece);
      }
      words.add(piece.substring(0, at));
      words.add(piece.substring(at + 1));
    }
    return words;
  }

  private static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
