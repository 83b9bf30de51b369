package sdkwright.runtime;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;

/**
 * A class of others: Jackson reads and writes it.
 *
 * @param <T> the class
 */
public final class ForeignCodec<T> extends Codec<T> {
  private final Class<T> held;
  private final ObjectReader reader;

  private ForeignCodec(Class<T> held) {
    this.held = held;
    // It may lack properties that are there.
    this.reader =
        Json.MAPPER.readerFor(held).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  /**
   * Values of a class of others.
   *
   * @param <T> the class
   * @param type the class
   * @return a codec of its values
   */
  public static <T> Codec<T> of(Class<T> type) {
    return new ForeignCodec<>(type);
  }

  @Override
  T read(JsonNode node, JsonPath path) {
    T value = null;
    if (!node.isNull()) {
      try {
        value = reader.readValue(node);
      } catch (java.io.IOException | IllegalArgumentException error) {
        // What is wrong may quote the value, which may be secret.
        throw path.mismatch(held.getName(), node);
      }
    }
    if (value == null) {
      throw path.mismatch(held.getName(), node);
    }
    return value;
  }

  @Override
  JsonNode write(T value) {
    try {
      return Json.MAPPER.valueToTree(value);
    } catch (IllegalArgumentException error) {
      throw JsonPath.ROOT.invalid("a value of " + held.getName() + " has no JSON form");
    }
  }
}
