package sdkwright.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From JSON values to documents. */
final class XmlWriter {
  private static final String NULL =
      " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>";
  private static final Pattern IN_TEXT = Pattern.compile("[&<>\r]");
  private static final Pattern IN_ATTRIBUTE = Pattern.compile("[&<>\r\"\t\n]");
  private static final Map<String, String> ESCAPES =
      Map.of(
          "&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;", "\"", "&quot;", "\t", "&#9;", "\n",
          "&#10;");

  private final JsonNode shapes;

  XmlWriter(JsonNode shapes) {
    this.shapes = shapes;
  }

  /**
   * What namespaces are declared around a place: a prefix stands for one namespace in all
   * documents.
   */
  private static final class Scope {
    private final String namespace;
    private final Set<String> prefixes;

    Scope(String namespace, Set<String> prefixes) {
      this.namespace = namespace;
      this.prefixes = prefixes;
    }

    /** The scope with the namespace of a node; itself if it is declared. */
    Scope with(JsonNode node) {
      if (!node.has("namespace")) {
        return this;
      }
      if (!node.has("prefix")) {
        String own = node.get("namespace").asText();
        return own.equals(namespace) ? this : new Scope(own, prefixes);
      }
      if (prefixes.contains(node.get("prefix").asText())) {
        return this;
      }
      Set<String> more = new HashSet<>(prefixes);
      more.add(node.get("prefix").asText());
      return new Scope(namespace, more);
    }
  }

  String document(JsonNode node, JsonNode value) {
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    Scope none = new Scope("", Set.of());
    element(out, node, node.path("name").asText(), value, none, JsonPath.ROOT);
    return out.toString();
  }

  /** A value as an element, with all that its namespace needs. */
  private void element(
      StringBuilder out, JsonNode node, String name, JsonNode value, Scope around, JsonPath path) {
    if (!XmlText.isName(name)) {
      throw path.invalid(Json.quoted(name) + " is no name of an element");
    }
    String tag = qualified(node, name);
    out.append('<').append(tag);
    Scope scope = declare(out, node, around);
    if (value.isNull()) {
      out.append(NULL);
      return;
    }
    StringBuilder inner = new StringBuilder();
    content(out, inner, shape(node), name, value, scope, path);
    if (inner.length() == 0) {
      out.append("/>");
    } else {
      out.append('>').append(inner).append("</").append(tag).append('>');
    }
  }

  private JsonNode shape(JsonNode node) {
    return shapes.path(node.path("shape").asInt());
  }

  /** Attributes go to {@code out}, and what stands between start and end to {@code inner}. */
  private void content(
      StringBuilder out,
      StringBuilder inner,
      JsonNode shape,
      String name,
      JsonNode value,
      Scope scope,
      JsonPath path) {
    switch (shape.path("is").asText()) {
      case "list":
        each(inner, shape.path("item"), name, value, scope, path);
        break;
      case "object":
        object(out, inner, shape, value, scope, path);
        break;
      case "choice":
        JsonNode tag = value.path(shape.path("tag").path("key").asText());
        JsonNode found = shape.path("cases").path(tag.asText());
        if (!tag.isTextual() || !found.isInt()) {
          throw path.invalid(Json.quoted(tag.asText()) + " is no case that XML has a form for");
        }
        object(out, inner, shapes.path(found.asInt()), value, scope, path);
        break;
      default:
        inner.append(escaped(value, IN_TEXT, path));
        break;
    }
  }

  /** The items of an array. */
  private void each(
      StringBuilder out, JsonNode node, String name, JsonNode value, Scope scope, JsonPath path) {
    if (!value.isArray()) {
      return;
    }
    String own = node.has("name") ? node.get("name").asText() : name;
    for (int i = 0; i < value.size(); i++) {
      element(out, node, own, value.get(i), scope, path.item(i));
    }
  }

  private void object(
      StringBuilder out,
      StringBuilder inner,
      JsonNode shape,
      JsonNode value,
      Scope around,
      JsonPath path) {
    Scope scope = around;
    Set<String> known = new HashSet<>();
    for (JsonNode node : shape.path("fields")) {
      String key = node.path("key").asText();
      known.add(key);
      if (isAttribute(node) && value.hasNonNull(key)) {
        scope = declare(out, node, scope);
        String name = qualified(node, node.path("name").asText());
        attribute(out, name, value.get(key), path.field(key));
      }
    }
    for (JsonNode node : shape.path("fields")) {
      String key = node.path("key").asText();
      if (!isAttribute(node) && value.has(key)) {
        String name = node.path("name").asText();
        field(inner, node, name, value.get(key), scope, path.field(key));
      }
    }
    if (shape.has("rest")) {
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        String key = entry.getKey();
        if (!known.contains(key)) {
          field(inner, shape.get("rest"), key, entry.getValue(), scope, path.field(key));
        }
      }
    }
  }

  private static boolean isAttribute(JsonNode node) {
    return node.path("at").asText().equals("attribute");
  }

  /** A property that is no attribute. */
  private void field(
      StringBuilder out, JsonNode node, String name, JsonNode value, Scope scope, JsonPath path) {
    if (!node.has("at") && node.has("each")) {
      each(out, node, name, value, scope, path);
    } else if (!node.has("at")) {
      element(out, node, name, value, scope, path);
    } else if (!value.isNull() && node.get("at").asText().equals("text")) {
      out.append(escaped(value, IN_TEXT, path));
    } else if (!value.isNull() && !value.asText().isEmpty()) {
      String text = checked(value, path).replace("]]>", "]]]]><![CDATA[>");
      text = text.replace("\r", "]]>&#13;<![CDATA[");
      out.append("<![CDATA[").append(text).append("]]>");
    }
  }

  private static String qualified(JsonNode node, String name) {
    return node.has("prefix") ? node.get("prefix").asText() + ":" + name : name;
  }

  /** Writes the declaration of a namespace that is not in scope, and gives the scope with it. */
  private static Scope declare(StringBuilder out, JsonNode node, Scope around) {
    Scope scope = around.with(node);
    if (scope != around) {
      String name = node.has("prefix") ? "xmlns:" + node.get("prefix").asText() : "xmlns";
      attribute(out, name, node.get("namespace"), JsonPath.ROOT);
    }
    return scope;
  }

  private static void attribute(StringBuilder out, String name, JsonNode value, JsonPath path) {
    String text = escaped(value, IN_ATTRIBUTE, path);
    out.append(' ').append(name).append("=\"").append(text).append('"');
  }

  /** A scalar as text that stands in a document. */
  private static String escaped(JsonNode value, Pattern place, JsonPath path) {
    return place
        .matcher(checked(value, path))
        .replaceAll(found -> Matcher.quoteReplacement(ESCAPES.get(found.group())));
  }

  private static String checked(JsonNode value, JsonPath path) {
    String text = value.isTextual() ? value.textValue() : Json.text(value);
    String wrong = XmlText.foreign(text);
    if (wrong != null) {
      throw path.invalid("XML cannot carry the character " + wrong);
    }
    return text;
  }
}
