package sdkwright.runtime;

/**
 * How a payload is signed. What is not set does not apply. It is made by this package only.
 *
 * @hidden
 */
public final class WebhookSignature {
  final String algorithm;
  final String header;
  final String encoding;
  final String content;
  String prefix = "";
  String separator = "";
  String timestampHeader = "";
  String timestampPrefix = "";
  String timestampFormat = "";
  long tolerance;
  String keyEncoding = "";
  String keyPrefix = "";

  /**
   * Starts with what every signature has.
   *
   * @param algorithm the hash
   * @param header the header with the signature
   * @param encoding how the signature is written
   * @param content what is signed, with names in braces
   */
  public WebhookSignature(String algorithm, String header, String encoding, String content) {
    this.algorithm = algorithm;
    this.header = header;
    this.encoding = encoding;
    this.content = content;
  }

  /**
   * What an entry begins with that is a signature.
   *
   * @param text the prefix
   * @return this
   */
  public WebhookSignature prefix(String text) {
    prefix = text;
    return this;
  }

  /**
   * What stands between entries.
   *
   * @param text the separator
   * @return this
   */
  public WebhookSignature separator(String text) {
    separator = text;
    return this;
  }

  /**
   * The header with the time.
   *
   * @param name its name
   * @return this
   */
  public WebhookSignature timestampHeader(String name) {
    timestampHeader = name;
    return this;
  }

  /**
   * What the entry with the time begins with.
   *
   * @param text the prefix
   * @return this
   */
  public WebhookSignature timestampPrefix(String text) {
    timestampPrefix = text;
    return this;
  }

  /**
   * How the time is written.
   *
   * @param name the format
   * @return this
   */
  public WebhookSignature timestampFormat(String name) {
    timestampFormat = name;
    return this;
  }

  /**
   * How far the time may be off.
   *
   * @param seconds the tolerance
   * @return this
   */
  public WebhookSignature tolerance(long seconds) {
    tolerance = seconds;
    return this;
  }

  /**
   * How a secret is written.
   *
   * @param name the encoding
   * @return this
   */
  public WebhookSignature keyEncoding(String name) {
    keyEncoding = name;
    return this;
  }

  /**
   * What is taken off a secret.
   *
   * @param text the prefix
   * @return this
   */
  public WebhookSignature keyPrefix(String text) {
    keyPrefix = text;
    return this;
  }
}
