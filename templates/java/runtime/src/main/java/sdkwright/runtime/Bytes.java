package sdkwright.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that do not change. */
public final class Bytes {
  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /**
   * A copy of an array.
   *
   * @param content the bytes
   * @return the value
   */
  public static Bytes of(byte[] content) {
    return new Bytes(content.clone());
  }

  /**
   * A text in UTF-8.
   *
   * @param text the text
   * @return the value
   */
  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The array itself, which must not be changed. */
  byte[] shared() {
    return content;
  }

  /**
   * How many there are.
   *
   * @return the number of bytes
   */
  public int size() {
    return content.length;
  }

  /**
   * A copy as an array.
   *
   * @return the bytes
   */
  public byte[] toArray() {
    return content.clone();
  }

  /**
   * The bytes as text in UTF-8.
   *
   * @return the text
   */
  public String toUtf8() {
    return new String(content, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes && Arrays.equals(content, ((Bytes) other).content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return "Bytes(" + content.length + ")";
  }
}
