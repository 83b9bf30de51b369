package sdkwright.runtime;

import com.fasterxml.jackson.databind.JsonNode;

/** For generated code: how the values of a package are laid out in XML. */
public final class XmlForms {
  private final String[] lines;
  private JsonNode tables;

  /**
   * Takes the tables, which are read on first use.
   *
   * @param lines the lines of a JSON text
   */
  public XmlForms(String... lines) {
    this.lines = lines.clone();
  }

  /**
   * The documents that have this root element.
   *
   * @param index which root element
   * @return how they are written
   */
  public Notation root(int index) {
    return new Root(index);
  }

  private synchronized JsonNode tables() {
    if (tables == null) {
      tables = Json.parse(String.join("", lines));
    }
    return tables;
  }

  /** Documents of one root element. */
  private final class Root extends Notation {
    private final int index;

    Root(int index) {
      this.index = index;
    }

    @Override
    JsonNode read(byte[] document) {
      JsonNode node = tables().path("roots").path(index);
      XmlText.Element root = XmlText.parse(document);
      if (!XmlReader.fits(node, root)) {
        throw JsonPath.ROOT.invalid(
            "expected the element " + node.get("name") + ", found " + Json.quoted(root.name));
      }
      return new XmlReader(tables().path("shapes")).value(node.path("shape").asInt(), root);
    }

    @Override
    Body write(JsonNode value) {
      JsonNode node = tables().path("roots").path(index);
      return Body.of(new XmlWriter(tables().path("shapes")).document(node, value));
    }
  }
}
