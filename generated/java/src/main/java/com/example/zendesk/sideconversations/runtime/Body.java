package com.example.zendesk.sideconversations.runtime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** Bytes to send. */
public final class Body {
  private final Source source;
  private final long length;
  private final boolean replayable;

  private Body(Source source, long length, boolean replayable) {
    this.source = source;
    this.length = length;
    this.replayable = replayable;
  }

  /** Opens a stream. */
  @FunctionalInterface
  public interface Source {
    /**
     * Opens the stream from its beginning.
     *
     * @return the stream
     * @throws IOException if it cannot be opened
     */
    InputStream open() throws IOException;
  }

  /**
   * Bytes in memory.
   *
   * @param content the bytes
   * @return the body
   */
  public static Body of(byte[] content) {
    byte[] copy = content.clone();
    return new Body(() -> new ByteArrayInputStream(copy), copy.length, true);
  }

  /**
   * Text in UTF-8.
   *
   * @param text the text
   * @return the body
   */
  public static Body of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The content of a file, read while it is sent, and again if the call is made again.
   *
   * @param file the file
   * @return the body
   * @throws LocalException if the file cannot be read
   */
  public static Body ofFile(Path file) {
    try {
      return new Body(() -> Files.newInputStream(file), Files.size(file), true);
    } catch (IOException error) {
      throw new LocalException(
          null, LocalException.Kind.FILE, "a file to be sent cannot be read: " + error);
    }
  }

  /**
   * A stream that is opened for every attempt.
   *
   * @param source opens it
   * @param length how many bytes it has; below zero: not known
   * @return the body
   */
  public static Body ofStream(Source source, long length) {
    return new Body(Objects.requireNonNull(source), length, true);
  }

  /**
   * A stream that can be read once: a call with it is not made again after it was read.
   *
   * @param stream the stream
   * @param length how many bytes it has; below zero: not known
   * @return the body
   */
  public static Body once(InputStream stream, long length) {
    AtomicBoolean used = new AtomicBoolean();
    return new Body(
        () -> {
          if (used.getAndSet(true)) {
            throw new IOException("the stream was read before");
          }
          return stream;
        },
        length,
        false);
  }

  static Body concat(List<Body> parts) {
    long length = 0;
    boolean replayable = true;
    for (Body part : parts) {
      length = length < 0 || part.length < 0 ? -1 : length + part.length;
      replayable &= part.replayable;
    }
    Source source =
        () -> {
          Iterator<Body> rest = List.copyOf(parts).iterator();
          return new SequenceInputStream(
              Collections.enumeration(
                  new java.util.AbstractList<InputStream>() {
                    @Override
                    public InputStream get(int index) {
                      // Each part is opened only when the ones before it have been read.
                      try {
                        return rest.next().open();
                      } catch (IOException error) {
                        throw new UncheckedIOException(error);
                      }
                    }

                    @Override
                    public int size() {
                      return parts.size();
                    }
                  }));
        };
    return new Body(source, length, replayable);
  }

  /**
   * Opens the content from its beginning.
   *
   * @return the bytes
   * @throws IOException if it cannot be read, or not once more
   */
  public InputStream open() throws IOException {
    return source.open();
  }

  /**
   * How many bytes there are.
   *
   * @return the number; below zero: not known
   */
  public long length() {
    return length;
  }

  /**
   * Whether it can be read more than once.
   *
   * @return whether it can be sent again
   */
  public boolean isReplayable() {
    return replayable;
  }

  @Override
  public String toString() {
    return "Body(" + (length < 0 ? "stream" : length + " bytes") + ")";
  }
}
