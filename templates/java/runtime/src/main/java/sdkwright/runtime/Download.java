package sdkwright.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A body that is received as a stream of bytes, never held as a whole. Each wait for more is
 * limited by the attempt's timeout. Closing it before its end closes the connection.
 */
public final class Download implements AutoCloseable {
  final String operation;
  final Head head;
  private final InputStream content;

  Download(String operation, Head head, InputStream content) {
    this.operation = operation;
    this.head = head;
    this.content = content;
  }

  /**
   * The bytes as they come.
   *
   * @return the stream, always the same
   */
  public InputStream stream() {
    return content;
  }

  /**
   * The media type.
   *
   * @return the media type without parameters; empty if the server gave none
   */
  public String contentType() {
    return head.contentType();
  }

  /**
   * How many bytes there will be.
   *
   * @return the number, if the server said so and does not compress them
   */
  public OptionalLong contentLength() {
    if (head.headers().first("content-encoding").isPresent()) {
      return OptionalLong.empty();
    }
    return head.headers()
        .first("content-length")
        .filter(text -> text.matches("\\d{1,18}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  /**
   * The headers.
   *
   * @return the headers
   */
  public Headers headers() {
    return head.headers();
  }

  /**
   * The whole body in memory.
   *
   * @param limit how many bytes it may have
   * @return the bytes
   * @throws DecodeException if there are more
   * @throws SdkException if the connection breaks
   */
  public byte[] readAll(int limit) {
    try (InputStream stream = content) {
      byte[] bytes = Streams.read(stream, limit);
      if (bytes.length > limit) {
        throw new DecodeException(
            operation, head, Bytes.of(new byte[0]), "more than " + limit + " bytes");
      }
      return bytes;
    } catch (IOException error) {
      throw Exchange.broken(operation, error, 1).error;
    }
  }

  /**
   * Writes the body to a file. It is written under a temporary name beside it and renamed when it
   * is complete: there is never half a file. A file that is there already is replaced.
   *
   * @param file the file
   * @return how many bytes it has
   * @throws LocalException if it cannot be written
   * @throws SdkException if the connection breaks
   */
  public long saveTo(Path file) {
    Path partial = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try {
        long length = write(partial);
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        return length;
      } finally {
        Files.deleteIfExists(partial);
        close();
      }
    } catch (IOException error) {
      throw new LocalException(
          operation, LocalException.Kind.FILE, "the file cannot be written: " + error);
    }
  }

  private long write(Path file) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long length = 0;
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      for (int count = next(buffer); count >= 0; count = next(buffer)) {
        out.write(buffer, 0, count);
        length += count;
      }
    }
    return length;
  }

  /** Reads some bytes; -1 at the end. */
  int next(byte[] buffer) {
    try {
      return content.read(buffer);
    } catch (IOException error) {
      throw Exchange.broken(operation, error, 1).error;
    }
  }

  @Override
  public void close() {
    Streams.close(content);
  }

  @Override
  public String toString() {
    return "Download(" + operation + ", " + head.contentType() + ")";
  }
}
