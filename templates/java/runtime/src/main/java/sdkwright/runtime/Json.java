package sdkwright.runtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;

/** Text to trees and back, without rounding a number. */
final class Json {
  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  // The size of a whole body is limited elsewhere.
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .nodeFactory(NODES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  static JsonNode parse(byte[] text) {
    try {
      return found(MAPPER.readTree(text));
    } catch (IOException error) {
      throw broken(error);
    }
  }

  static JsonNode parse(String text) {
    try {
      return found(MAPPER.readTree(text));
    } catch (IOException error) {
      throw broken(error);
    }
  }

  private static JsonNode found(JsonNode node) {
    if (node == null || node.isMissingNode()) {
      throw JsonPath.ROOT.invalid("expected a JSON text, found nothing");
    }
    return node;
  }

  /** Without Jackson's own words, which quote the text. */
  private static JsonException broken(IOException error) {
    JsonLocation place =
        error instanceof JsonProcessingException
            ? ((JsonProcessingException) error).getLocation()
            : null;
    String where =
        place == null
            ? ""
            : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    return JsonPath.ROOT.invalid("not a JSON text" + where);
  }

  static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException error) {
      throw JsonPath.ROOT.invalid("the value has no JSON form");
    }
  }

  static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException error) {
      throw JsonPath.ROOT.invalid("the value has no JSON form");
    }
  }

  static String quoted(String text) {
    return text(TextNode.valueOf(text));
  }

  /** Whether two values are equal as JSON: {@code 1} and {@code 1.0} are. */
  static boolean same(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return decimal(left).compareTo(decimal(right)) == 0;
    }
    return left.equals(right);
  }

  private static BigDecimal decimal(JsonNode number) {
    return number.isDouble() || number.isFloat()
        ? new BigDecimal(number.asText())
        : number.decimalValue();
  }
}
