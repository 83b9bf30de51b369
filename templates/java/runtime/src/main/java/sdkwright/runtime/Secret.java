package sdkwright.runtime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/** Text that is never shown: not by {@link #toString()}, in errors or in logs. */
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = Objects.requireNonNull(text);
  }

  /**
   * A secret.
   *
   * @param text the text
   * @return the value
   */
  public static Secret of(String text) {
    return new Secret(text);
  }

  /**
   * The text itself.
   *
   * @return the text
   */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    // In constant time, so that comparing does not tell how much of a guess was right.
    return other instanceof Secret
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8),
            ((Secret) other).text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
