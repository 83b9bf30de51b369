package sdkwright.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** How values of parameters are written (OpenAPI 3.0.3, section 4.7.12.3; RFC 6570). */
public enum Style {
  /** {@code a,b}. */
  SIMPLE,
  /** {@code .a.b}. */
  LABEL,
  /** {@code ;name=a,b}. */
  MATRIX,
  /** {@code name=a,b}, exploded {@code name=a&name=b}. */
  FORM,
  /** {@code name=a%20b}. */
  SPACE_DELIMITED,
  /** {@code name=a%7Cb}. */
  PIPE_DELIMITED,
  /** {@code name[key]=a}. */
  DEEP_OBJECT;

  private static final String UNRESERVED = "-._~";

  /** {@code reserved} less what would end or split a value: {@code #}, {@code &} and {@code +}. */
  private static final String RESERVED = ":/?[]@!$'()*,;=";

  /** An encoded name and its encoded value. */
  static final class Pair {
    final String name;
    final String value;

    Pair(String name, String value) {
      this.name = name;
      this.value = value;
    }

    static String join(List<Pair> pairs) {
      StringBuilder text = new StringBuilder();
      for (Pair pair : pairs) {
        text.append(text.length() == 0 ? "" : "&").append(pair.name).append('=').append(pair.value);
      }
      return text.toString();
    }
  }

  /** The text with every byte outside {@code unreserved} percent-encoded. */
  static String encode(String text) {
    return encode(text, "");
  }

  /** A literal of a path: what may stand in a path stays. */
  static String literal(String text) {
    return encode(text, "/:@!$&'()*+,;=%");
  }

  private static String encode(String text, String more) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (plain || UNRESERVED.indexOf(c) >= 0 || more.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(hex(c >> 4)).append(hex(c & 15));
      }
    }
    return out.toString();
  }

  private static char hex(int digit) {
    return "0123456789ABCDEF".charAt(digit);
  }

  /** A value that stands on its own: {@code null} is nothing, arrays and objects are JSON. */
  static String text(JsonNode node) {
    if (node.isNull()) {
      return "";
    }
    if (node.isNumber() && !node.isIntegralNumber()) {
      // Without an exponent, and a whole number without its fraction, as most servers expect.
      java.math.BigDecimal number = new java.math.BigDecimal(node.asText());
      return Math.abs(number.scale()) > 400
          ? number.toString()
          : node.isBigDecimal()
              ? number.toPlainString()
              : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
    return node.isValueNode() ? node.asText() : Json.text(node);
  }

  private static List<String> flat(JsonNode node, String inner) {
    List<String> parts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(item -> parts.add(encode(text(item))));
    } else if (node.isObject()) {
      node.properties()
          .forEach(
              entry -> parts.add(encode(entry.getKey()) + inner + encode(text(entry.getValue()))));
    } else {
      parts.add(encode(text(node)));
    }
    return parts;
  }

  /** A path parameter, percent-encoded. */
  static String path(String name, Style style, boolean explode, JsonNode node) {
    switch (style) {
      case LABEL:
        return "." + String.join(explode ? "." : ",", flat(node, explode ? "=" : ","));
      case MATRIX:
        return matrix(encode(name), explode, node);
      default:
        return String.join(",", flat(node, explode ? "=" : ","));
    }
  }

  private static String matrix(String name, boolean explode, JsonNode node) {
    if (!explode) {
      return matrix(name, String.join(",", flat(node, ",")));
    }
    StringBuilder text = new StringBuilder();
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        text.append(matrix(encode(entry.getKey()), encode(text(entry.getValue()))));
      }
    } else {
      flat(node, "=").forEach(value -> text.append(matrix(name, value)));
    }
    return text.toString();
  }

  private static String matrix(String name, String value) {
    return value.isEmpty() ? ";" + name : ";" + name + "=" + value;
  }

  /** A query parameter; none where an empty list has no form. */
  static List<Pair> query(
      String name, Style style, boolean explode, boolean allowReserved, JsonNode node) {
    String keep = allowReserved ? RESERVED : "";
    List<Pair> pairs = new ArrayList<>();
    if (style == DEEP_OBJECT && node.isContainerNode()) {
      deep(name, node, (path, value) -> pairs.add(new Pair(encode(path), encode(value, keep))));
    } else if (node.isArray() && explode) {
      node.forEach(item -> pairs.add(new Pair(encode(name), encode(text(item), keep))));
    } else if (node.isObject() && explode && style == FORM) {
      node.properties()
          .forEach(
              entry ->
                  pairs.add(
                      new Pair(encode(entry.getKey()), encode(text(entry.getValue()), keep))));
    } else if (node.isContainerNode()) {
      List<String> parts = new ArrayList<>();
      if (node.isArray()) {
        node.forEach(item -> parts.add(encode(text(item), keep)));
      } else {
        node.properties()
            .forEach(
                entry -> {
                  parts.add(encode(entry.getKey()));
                  parts.add(encode(text(entry.getValue()), keep));
                });
      }
      if (!parts.isEmpty()) {
        pairs.add(new Pair(encode(name), String.join(between(style), parts)));
      }
    } else {
      pairs.add(new Pair(encode(name), encode(text(node), keep)));
    }
    return pairs;
  }

  private static String between(Style style) {
    switch (style) {
      case SPACE_DELIMITED:
        return "%20";
      case PIPE_DELIMITED:
        return "%7C";
      default:
        return ",";
    }
  }

  /** {@code name[a][b]=value}, to any depth; items of arrays repeat the name. */
  private static void deep(String path, JsonNode node, BiConsumer<String, String> each) {
    if (node.isObject()) {
      node.properties()
          .forEach(entry -> deep(path + "[" + entry.getKey() + "]", entry.getValue(), each));
    } else if (node.isArray()) {
      node.forEach(item -> deep(path, item, each));
    } else {
      each.accept(path, text(node));
    }
  }

  /** A header in style {@code simple}, not encoded. */
  static String plain(boolean explode, JsonNode node) {
    List<String> parts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(item -> parts.add(text(item)));
    } else if (node.isObject()) {
      node.properties()
          .forEach(
              entry -> parts.add(entry.getKey() + (explode ? "=" : ",") + text(entry.getValue())));
    } else {
      return text(node);
    }
    return String.join(",", parts);
  }
}
