package sdkwright.runtime;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads and writes the JSON form of a type.
 *
 * @param <T> the type
 */
public abstract class Codec<T> {
  Codec() {}

  /** Reads a value that stands at {@code path}. */
  abstract T read(JsonNode node, JsonPath path);

  /** Writes a value. */
  abstract JsonNode write(T value);

  /** A value that nobody else can change. */
  T freeze(T value) {
    return value;
  }

  /** Whether {@code null} is a value of the type itself. */
  boolean keepsNull() {
    return false;
  }

  /**
   * Reads a JSON text.
   *
   * @param text the text
   * @return the value
   * @throws JsonException if the text is not JSON, or not of this type
   */
  public final T fromJson(String text) {
    return read(Json.parse(text), JsonPath.ROOT);
  }

  /**
   * Reads a JSON tree.
   *
   * @param node the tree
   * @return the value
   * @throws JsonException if the tree is not of this type
   */
  public final T fromNode(JsonNode node) {
    return read(node, JsonPath.ROOT);
  }

  /**
   * Writes a JSON text. Passwords stand in it as they are.
   *
   * @param value the value
   * @return the text
   * @throws JsonException if the value has no JSON form, like a number that is not finite
   */
  public final String toJson(T value) {
    return Json.text(write(value));
  }

  /**
   * Writes a JSON tree. Passwords stand in it as they are.
   *
   * @param value the value
   * @return the tree
   * @throws JsonException if the value has no JSON form, like a number that is not finite
   */
  public final JsonNode toNode(T value) {
    return write(value);
  }
}
