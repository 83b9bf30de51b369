package sdkwright.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/** Helpers about streams. */
final class Streams {
  private Streams() {}

  /** What is to be sent cannot be read, or has another length than was said. */
  static final class SourceException extends IOException {
    private static final long serialVersionUID = 1L;

    SourceException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  static void close(InputStream stream) {
    try {
      stream.close();
    } catch (IOException error) {
      // There is nothing left that anybody wants of it.
      return;
    }
  }

  /** At most {@code limit} bytes; one more if there are more. */
  static byte[] read(InputStream stream, int limit) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[16 * 1024];
    int count = 0;
    while (out.size() <= limit && count >= 0) {
      out.write(buffer, 0, count);
      count = stream.read(buffer, 0, (int) Math.min(buffer.length, limit + 1L - out.size()));
      if (count == 0) {
        break;
      }
    }
    return out.toByteArray();
  }

  /** The content of a body that names its own failures, and must keep its word on its length. */
  static InputStream guarded(Body body) {
    return new Guarded(body);
  }

  private static final class Guarded extends InputStream {
    private final Body body;
    private InputStream stream;
    private long count;

    Guarded(Body body) {
      this.body = body;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read;
      try {
        if (stream == null) {
          stream = body.open();
        }
        read = stream.read(buffer, offset, length);
      } catch (IOException | UncheckedIOException error) {
        throw new SourceException("what is to be sent cannot be read", error);
      }
      count += Math.max(read, 0);
      boolean wrong = read < 0 ? count != body.length() : count > body.length();
      if (body.length() >= 0 && wrong) {
        throw new SourceException("a file or stream has another length than was said", null);
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      if (stream != null) {
        stream.close();
      }
    }
  }

  /** The content of an answer without its compression, which is looked at when it is first read. */
  static InputStream decoded(InputStream stream, Headers headers) {
    String encoding = headers.first("content-encoding").orElse("");
    boolean zipped = encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip");
    return zipped ? new Unzipped(stream) : stream;
  }

  private static final class Unzipped extends InputStream {
    private final InputStream raw;
    private GZIPInputStream stream;

    Unzipped(InputStream raw) {
      this.raw = raw;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (stream == null) {
        stream = new GZIPInputStream(raw);
      }
      return stream.read(buffer, offset, length);
    }

    @Override
    public void close() throws IOException {
      raw.close();
    }
  }
}
