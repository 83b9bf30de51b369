package com.example.zendesk.sideconversations.runtime;

/** How a property of a form is written. */
public final class FormEncoding {
  private static final FormEncoding USUAL = new FormEncoding("", Style.FORM, true);

  final String property;
  final Style style;
  final boolean explode;

  private FormEncoding(String property, Style style, boolean explode) {
    this.property = property;
    this.style = style;
    this.explode = explode;
  }

  /**
   * By style.
   *
   * @param property the property
   * @param style its style
   * @param explode whether items and properties stand on their own
   * @return the encoding
   */
  public static FormEncoding of(String property, Style style, boolean explode) {
    return new FormEncoding(property, style, explode);
  }

  /**
   * As a JSON text.
   *
   * @param property the property
   * @return the encoding
   */
  public static FormEncoding json(String property) {
    return new FormEncoding(property, null, true);
  }

  static FormEncoding find(FormEncoding[] encodings, String property) {
    for (FormEncoding encoding : encodings) {
      if (encoding.property.equals(property)) {
        return encoding;
      }
    }
    return USUAL;
  }
}
