package sdkwright.runtime;

/** How a property of a form is written. */
public final class FormEncoding {
  private static final FormEncoding USUAL = new FormEncoding("", Style.FORM, true, false);

  final String property;
  final Style style;
  final boolean explode;
  final boolean allowReserved;

  private FormEncoding(String property, Style style, boolean explode, boolean allowReserved) {
    this.property = property;
    this.style = style;
    this.explode = explode;
    this.allowReserved = allowReserved;
  }

  /**
   * By style.
   *
   * @param property the property
   * @param style its style
   * @param explode whether items and properties stand on their own
   * @param allowReserved whether reserved characters stay as they are
   * @return the encoding
   */
  public static FormEncoding of(
      String property, Style style, boolean explode, boolean allowReserved) {
    return new FormEncoding(property, style, explode, allowReserved);
  }

  /**
   * As a JSON text.
   *
   * @param property the property
   * @return the encoding
   */
  public static FormEncoding json(String property) {
    return new FormEncoding(property, null, true, false);
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
