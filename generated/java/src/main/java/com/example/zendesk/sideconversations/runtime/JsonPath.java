package com.example.zendesk.sideconversations.runtime;

import com.fasterxml.jackson.databind.JsonNode;

/** A way into a JSON value: kept as steps, and made text only where something is wrong. */
final class JsonPath {
  static final JsonPath ROOT = new JsonPath(null, "$", -1);

  private final JsonPath parent;
  private final String name;
  private final int index;

  private JsonPath(JsonPath parent, String name, int index) {
    this.parent = parent;
    this.name = name;
    this.index = index;
  }

  JsonPath field(String name) {
    return new JsonPath(this, name, -1);
  }

  JsonPath item(int index) {
    return new JsonPath(this, null, index);
  }

  JsonException mismatch(String expected, JsonNode found) {
    return new JsonException(this, "expected " + expected + ", found " + shown(found));
  }

  JsonException invalid(String reason) {
    return new JsonException(this, reason);
  }

  /**
   * The kind of a value; of its content nothing, since errors are logged and content may be secret.
   */
  private static String shown(JsonNode node) {
    switch (node.getNodeType()) {
      case NULL:
        return "null";
      case BOOLEAN:
        return "a boolean";
      case NUMBER:
        return "a number";
      case STRING:
        return "a string";
      case ARRAY:
        return "an array";
      case OBJECT:
        return "an object";
      default:
        return "nothing";
    }
  }

  private static boolean isPlain(String name) {
    if (name.isEmpty() || !Character.isJavaIdentifierStart(name.charAt(0))) {
      return false;
    }
    return name.chars().allMatch(Character::isJavaIdentifierPart);
  }

  @Override
  public String toString() {
    if (parent == null) {
      return name;
    }
    if (name == null) {
      return parent + "[" + index + "]";
    }
    return isPlain(name) ? parent + "." + name : parent + "[" + Json.quoted(name) + "]";
  }
}
