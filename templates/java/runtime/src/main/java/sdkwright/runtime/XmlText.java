package sdkwright.runtime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * XML documents to elements. The parser is our own and the same in every language: it knows no
 * document types and no entities but the five of XML itself, so that nothing can be fetched or
 * blown up, and names count without their prefixes.
 */
final class XmlText {
  /** How deep elements may be nested. */
  private static final int DEPTH = 64;

  private static final String NAME =
      "[A-Za-z_\\x{80}-\\x{10FFFF}][-.0-9A-Za-z_\\x{80}-\\x{10FFFF}]*+";
  private static final String QUALIFIED = "(?:(" + NAME + "):)?(" + NAME + ")";
  private static final Pattern WHOLE_NAME = Pattern.compile(NAME);
  private static final Pattern DECLARATION =
      Pattern.compile(
          "<\\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*[\"']1\\.[0-9]+[\"']"
              + "(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*[\"']([-._0-9A-Za-z]+)[\"'])?[^?<>]*\\?>");
  private static final Pattern START = Pattern.compile("<" + QUALIFIED);
  private static final Pattern END = Pattern.compile("</((?:" + NAME + ":)?" + NAME + ")[ \t\n]*>");
  private static final Pattern INSTRUCTION = Pattern.compile("<\\?" + QUALIFIED);
  private static final Pattern PAIR =
      Pattern.compile("[ \t\n]+" + QUALIFIED + "[ \t\n]*=[ \t\n]*(?:\"([^\"<]*+)\"|'([^'<]*+)')");
  private static final Pattern CLOSE = Pattern.compile("[ \t\n]*(/?)>");
  private static final Pattern REFERENCE =
      Pattern.compile("&(?:(lt|gt|amp|apos|quot)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));");
  private static final Map<String, String> ENTITIES =
      Map.of("lt", "<", "gt", ">", "amp", "&", "apos", "'", "quot", "\"");

  private final String text;
  private final Deque<Element> open = new ArrayDeque<>();

  /** The names of the open elements with their prefixes. */
  private final Deque<String> names = new ArrayDeque<>();

  private int at;
  private Element root;

  private XmlText(String text) {
    this.text = text;
  }

  /** An element; its name is without the prefix. */
  static final class Element {
    final String name;
    final List<Attribute> attributes;
    final List<Element> children = new ArrayList<>();
    private final StringBuilder content = new StringBuilder();

    Element(String name, List<Attribute> attributes) {
      this.name = name;
      this.attributes = attributes;
    }

    /** Its own text, without that of its children. */
    String text() {
      return content.toString();
    }

    /** Whether {@code xsi:nil} says that the value is null. */
    boolean isNull() {
      return attributes.stream()
          .anyMatch(
              one ->
                  one.name.equals("nil")
                      && !one.prefix.isEmpty()
                      && (one.value.equals("true") || one.value.equals("1")));
    }
  }

  /** An attribute that declares no namespace. */
  static final class Attribute {
    final String prefix;
    final String name;
    final String value;

    Attribute(String prefix, String name, String value) {
      this.prefix = prefix;
      this.name = name;
      this.value = value;
    }
  }

  /** The first character that XML 1.0 cannot carry, or null. */
  static String foreign(String text) {
    return text.codePoints()
        .filter(c -> !isCharacter(c))
        .mapToObj(c -> String.format(Locale.ROOT, "U+%04X", c))
        .findFirst()
        .orElse(null);
  }

  private static boolean isCharacter(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= ' ' && c < 0xd800
        || c > 0xdfff && c < 0xfffe
        || c > 0xffff && c <= 0x10ffff;
  }

  /** Whether a text is the name of an element, without a prefix. */
  static boolean isName(String text) {
    return WHOLE_NAME.matcher(text).matches();
  }

  /** The root element of a document. */
  static Element parse(byte[] document) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
    } catch (CharacterCodingException error) {
      throw refused("the text is not UTF-8");
    }
    text = text.startsWith("\ufeff") ? text.substring(1) : text;
    String wrong = foreign(text);
    if (wrong != null) {
      throw refused(wrong + " is no character of XML");
    }
    return new XmlText(text.replace("\r\n", "\n").replace('\r', '\n')).document();
  }

  private static JsonException refused(String reason) {
    return JsonPath.ROOT.invalid("no XML: " + reason);
  }

  private Element document() {
    Matcher declared = match(DECLARATION);
    String encoding = declared == null || declared.group(1) == null ? "UTF-8" : declared.group(1);
    if (!encoding.equalsIgnoreCase("UTF-8") && !encoding.equalsIgnoreCase("US-ASCII")) {
      throw refused("the encoding is " + encoding + ", not UTF-8");
    }
    while (at < text.length()) {
      next();
    }
    if (root == null || !open.isEmpty()) {
      throw refused("the document ends before its root element does");
    }
    return root;
  }

  /** Reads text, a comment, an instruction, or the start or end of an element. */
  private void next() {
    if (!text.startsWith("<", at)) {
      int end = text.indexOf('<', at);
      addText(cut(end < 0 ? text.length() : end));
    } else if (text.startsWith("<!--", at)) {
      at += 4;
      skip("--", "-->");
    } else if (text.startsWith("<?", at)) {
      Matcher found = match(INSTRUCTION);
      if (found == null || found.group(2).equalsIgnoreCase("xml")) {
        throw refused("an instruction without a name of its own");
      }
      skip("?>", "?>");
    } else if (text.startsWith("<![CDATA[", at)) {
      int end = text.indexOf("]]>", at);
      if (end < 0 || open.isEmpty()) {
        throw refused("a CDATA section out of place or without an end");
      }
      at += "<![CDATA[".length();
      open.peek().content.append(cut(end));
      at += 3;
    } else if (text.startsWith("<!", at)) {
      throw refused("document types are refused");
    } else if (text.startsWith("</", at)) {
      end();
    } else {
      start();
    }
  }

  private Matcher match(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher;
  }

  private String cut(int end) {
    String head = text.substring(at, end);
    at = end;
    return head;
  }

  /** Leaves out what ends with {@code end}; what first looks like it must be it. */
  private void skip(String mark, String end) {
    int found = text.indexOf(mark, at);
    if (found < 0 || !text.startsWith(end, found)) {
      throw refused("a comment or an instruction without " + end);
    }
    at = found + end.length();
  }

  private void addText(String piece) {
    if (open.isEmpty()) {
      if (!piece.chars().allMatch(c -> c == ' ' || c == '\t' || c == '\n')) {
        throw refused("text outside of the root element");
      }
      return;
    }
    if (piece.contains("]]>")) {
      throw refused("]]> in a text");
    }
    open.peek().content.append(resolved(piece));
  }

  private void start() {
    Matcher found = match(START);
    if (found == null) {
      throw refused("< without the name of an element");
    }
    if (root != null && open.isEmpty()) {
      throw refused("more than one root element");
    }
    if (open.size() == DEPTH) {
      throw refused("elements are nested more than " + DEPTH + " deep");
    }
    Element element = new Element(found.group(2), attributes());
    Matcher closed = match(CLOSE);
    if (closed == null) {
      throw refused("the start of the element " + Json.quoted(element.name) + " is malformed");
    }
    if (root == null) {
      root = element;
    } else {
      open.peek().children.add(element);
    }
    if (closed.group(1).isEmpty()) {
      open.push(element);
      names.push(found.group().substring(1));
    }
  }

  /** Reads attributes; declarations of namespaces are none. */
  private List<Attribute> attributes() {
    List<Attribute> attributes = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Matcher found = match(PAIR); found != null; found = match(PAIR)) {
      String prefix = found.group(1) == null ? "" : found.group(1);
      String name = found.group(2);
      String whole = prefix + ":" + name;
      if (!seen.add(whole)) {
        throw refused("the attribute " + Json.quoted(name) + " is there twice");
      }
      String value = found.group(3) == null ? found.group(4) : found.group(3);
      value = resolved(value.replace('\t', ' ').replace('\n', ' '));
      if (!prefix.equals("xmlns") && !whole.equals(":xmlns")) {
        attributes.add(new Attribute(prefix, name, value));
      }
    }
    return attributes;
  }

  private void end() {
    Matcher found = match(END);
    if (found == null || !found.group(1).equals(names.peek())) {
      throw refused("the end of an element that is not open");
    }
    open.pop();
    names.pop();
  }

  /** Replaces references to characters and to the five entities. */
  private static String resolved(String piece) {
    if (piece.indexOf('&') < 0) {
      return piece;
    }
    StringBuilder out = new StringBuilder();
    Matcher reference = REFERENCE.matcher(piece);
    int from = 0;
    while (reference.find()) {
      out.append(plain(piece.substring(from, reference.start()))).append(character(reference));
      from = reference.end();
    }
    return out.append(plain(piece.substring(from))).toString();
  }

  private static String plain(String piece) {
    if (piece.indexOf('&') >= 0) {
      throw refused("& without an entity that XML knows by itself");
    }
    return piece;
  }

  private static String character(Matcher reference) {
    if (reference.group(1) != null) {
      return ENTITIES.get(reference.group(1));
    }
    int code =
        reference.group(2) == null
            ? Integer.parseInt(reference.group(3), 16)
            : Integer.parseInt(reference.group(2));
    if (!isCharacter(code)) {
      throw refused(reference.group() + " is no character of XML");
    }
    return Character.toString(code);
  }
}
