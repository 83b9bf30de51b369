package sdkwright.runtime;

import com.fasterxml.jackson.databind.JsonNode;

/** A class of others: Jackson reads and writes it. */
final class ForeignCodec<T> extends Codec<T> {
  private final Class<T> held;

  ForeignCodec(Class<T> held) {
    this.held = held;
  }

  @Override
  T read(JsonNode node, JsonPath path) {
    T value = null;
    if (!node.isNull()) {
      try {
        value = Json.foreign(node, held);
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
      return Json.tree(value);
    } catch (IllegalArgumentException error) {
      throw JsonPath.ROOT.invalid("a value of " + held.getName() + " has no JSON form");
    }
  }
}
