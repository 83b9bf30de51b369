package com.example.zendesk.sideconversations.runtime;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The URL of a server of the description, with values for its variables. */
public final class ServerUrl {
  private final List<Part> parts;
  private final Map<String, String> values;

  private ServerUrl(List<Part> parts, Map<String, String> values) {
    this.parts = parts;
    this.values = values;
  }

  /** A piece of a server's URL. */
  public static final class Part {
    private final String text;
    private final String variable;
    private final List<String> allowed;

    private Part(String text, String variable, List<String> allowed) {
      this.text = text;
      this.variable = variable;
      this.allowed = allowed;
    }
  }

  /**
   * Text as written.
   *
   * @param text the text
   * @return the piece
   */
  public static Part literal(String text) {
    return new Part(text, null, List.of());
  }

  /**
   * A variable.
   *
   * @param name its name
   * @param value its value unless another is given
   * @param allowed the values it may have; none: any
   * @return the piece
   */
  public static Part variable(String name, String value, String... allowed) {
    return new Part(value, name, Arrays.asList(allowed));
  }

  /**
   * For generated code.
   *
   * @param parts the pieces
   * @return the URL with all variables at their defaults
   */
  public static ServerUrl of(Part... parts) {
    return new ServerUrl(Arrays.asList(parts), Map.of());
  }

  /**
   * The same with another value for a variable.
   *
   * @param name the variable
   * @param value its value
   * @return the URL
   * @throws LocalException if the value is not allowed, would lead to another host, or is for a
   *     variable the URL does not have
   */
  public ServerUrl with(String name, String value) {
    boolean known = false;
    StringBuilder before = new StringBuilder();
    for (Part part : parts) {
      if (name.equals(part.variable)) {
        known = true;
        check(part, value, before.toString().matches(".*://[^/]*/.*"));
      }
      before.append(part.text);
    }
    if (!known) {
      throw refuse(name, "is not part of this server's URL");
    }
    Map<String, String> copy = new LinkedHashMap<>(values);
    copy.put(name, value);
    return new ServerUrl(parts, copy);
  }

  private static void check(Part part, String value, boolean inPath) {
    if (!part.allowed.isEmpty()) {
      if (!part.allowed.contains(value)) {
        throw refuse(part.variable, "has no such value");
      }
      return;
    }
    // In the host nothing but the characters of a host; in the path nothing that ends it or climbs
    // out of it.
    String plain = inPath ? "[A-Za-z0-9._~/-]*" : "[A-Za-z0-9.-]+";
    boolean climbs = Arrays.asList(value.split("/", -1)).contains("..");
    if (!value.matches(plain) || climbs) {
      throw refuse(part.variable, "has a value that would change the structure of the URL");
    }
  }

  private static LocalException refuse(String name, String why) {
    return new LocalException(
        null,
        LocalException.Kind.CONFIGURATION,
        "the server variable " + Json.quoted(name) + " " + why);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    parts.forEach(
        part ->
            text.append(
                part.variable == null ? part.text : values.getOrDefault(part.variable, part.text)));
    return text.toString();
  }
}
