package sdkwright.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** From elements to JSON values. */
final class XmlReader {
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
  private static final Pattern AROUND = Pattern.compile("\\A[ \t\r\n]+|[ \t\r\n]+\\z");

  private final JsonNode shapes;

  XmlReader(JsonNode shapes) {
    this.shapes = shapes;
  }

  /** Whether an element may stand there. */
  static boolean fits(JsonNode node, XmlText.Element element) {
    return !node.has("name") || node.get("name").asText().equals(element.name);
  }

  /** The value of an element. */
  JsonNode value(int index, XmlText.Element element) {
    if (element.isNull()) {
      return Json.NODES.nullNode();
    }
    JsonNode shape = shapes.path(index);
    switch (shape.path("is").asText()) {
      case "list":
        JsonNode item = shape.path("item");
        List<XmlText.Element> items = new ArrayList<>(element.children);
        items.removeIf(child -> !fits(item, child));
        return list(item, items);
      case "object":
        return object(shape, element);
      case "choice":
        return choice(shape, element);
      default:
        return scalar(shape.path("is").asText(), element.text());
    }
  }

  private ArrayNode list(JsonNode node, List<XmlText.Element> elements) {
    ArrayNode array = Json.NODES.arrayNode(elements.size());
    elements.forEach(element -> array.add(value(node.path("shape").asInt(), element)));
    return array;
  }

  private JsonNode choice(JsonNode shape, XmlText.Element element) {
    JsonNode node = shape.path("tag");
    String tag = node.has("at") ? textAt(node, element) : null;
    for (XmlText.Element child : element.children) {
      if (!node.has("at") && fits(node, child)) {
        tag = child.text();
      }
    }
    ObjectNode unknown = Json.NODES.objectNode();
    if (tag == null) {
      return unknown;
    }
    JsonNode found = shape.path("cases").path(tag);
    if (found.isInt()) {
      return object(shapes.path(found.asInt()), element);
    }
    return unknown.put(node.path("key").asText(), tag);
  }

  /** The known properties in their order, then all others. */
  private ObjectNode object(JsonNode shape, XmlText.Element element) {
    Map<String, List<XmlText.Element>> children = new LinkedHashMap<>();
    for (XmlText.Element child : element.children) {
      children.computeIfAbsent(child.name, name -> new ArrayList<>()).add(child);
    }
    ObjectNode value = Json.NODES.objectNode();
    for (JsonNode node : shape.path("fields")) {
      String key = node.path("key").asText();
      boolean isElement = !node.has("at");
      List<XmlText.Element> found = isElement ? children.remove(node.path("name").asText()) : null;
      String text = isElement ? null : textAt(node, element);
      if (found != null) {
        value.set(key, property(node, found));
      } else if (text != null) {
        int inner = node.path("shape").asInt();
        value.set(key, scalar(shapes.path(inner).path("is").asText(), text));
      } else if (node.has("absent")) {
        boolean isEmpty = node.get("absent").asText().equals("empty");
        value.set(key, isEmpty ? Json.NODES.arrayNode() : Json.NODES.nullNode());
      }
    }
    if (shape.has("rest")) {
      children.forEach(
          (name, found) -> {
            if (!value.has(name)) {
              value.set(name, property(shape.get("rest"), found));
            }
          });
    }
    return value;
  }

  private JsonNode property(JsonNode node, List<XmlText.Element> found) {
    return node.has("each")
        ? list(node, found)
        : value(node.path("shape").asInt(), found.get(found.size() - 1));
  }

  /** The text of an attribute, or that of the element itself. */
  private static String textAt(JsonNode node, XmlText.Element element) {
    if (!node.path("at").asText().equals("attribute")) {
      return element.text();
    }
    for (XmlText.Attribute attribute : element.attributes) {
      if (attribute.name.equals(node.path("name").asText())) {
        return attribute.value;
      }
    }
    return null;
  }

  /** The value of a text. One that is not of its kind stays a string, which the type refuses. */
  private static JsonNode scalar(String kind, String text) {
    String trimmed = AROUND.matcher(text).replaceAll("");
    if (kind.equals("string")) {
      return Json.NODES.textNode(text);
    }
    if (trimmed.isEmpty()) {
      return Json.NODES.nullNode();
    }
    boolean isNumber = kind.equals("number");
    if (isNumber && NUMBER.matcher(trimmed).matches()) {
      return Json.parse(trimmed);
    }
    if (!isNumber && (trimmed.equals("true") || trimmed.equals("1"))) {
      return Json.NODES.booleanNode(true);
    }
    if (!isNumber && (trimmed.equals("false") || trimmed.equals("0"))) {
      return Json.NODES.booleanNode(false);
    }
    return Json.NODES.textNode(text);
  }
}
