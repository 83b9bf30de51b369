package sdkwright.runtime;

import java.nio.charset.StandardCharsets;

/**
 * JSON texts, one a line, or each after a record separator (RFC 7464).
 *
 * @param <T> their type
 */
public final class JsonLines<T> extends ValueStream<T> {
  private final Lines lines;
  private final Codec<T> codec;

  JsonLines(Download download, Codec<T> codec) {
    super(download);
    this.lines = new Lines(download, false);
    this.codec = codec;
  }

  @Override
  T advance() {
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      int start = line.length > 0 && line[0] == 0x1e ? 1 : 0;
      String text = new String(line, start, line.length - start, StandardCharsets.UTF_8).trim();
      if (!text.isEmpty()) {
        return read(codec, text.getBytes(StandardCharsets.UTF_8));
      }
    }
    return null;
  }
}
