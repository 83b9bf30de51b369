package com.example.zendesk.sideconversations.runtime;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Values that come one by one. It can be walked once; closing it before its end closes the
 * connection.
 *
 * @param <T> the type of the values
 */
public abstract class ValueStream<T> implements Iterable<T>, AutoCloseable {
  final Download download;
  private T ready;
  private boolean ended;

  ValueStream(Download download) {
    this.download = download;
  }

  /** The next value; {@code null} at the end. */
  abstract T advance();

  /**
   * The values as they come. What an iterator throws are {@link SdkException}s.
   *
   * @return an iterator over what is left, always the same walk
   */
  @Override
  public final Iterator<T> iterator() {
    return new Iterator<T>() {
      @Override
      public boolean hasNext() {
        if (ready == null && !ended) {
          ready = advance();
          if (ready == null) {
            ended = true;
            close();
          }
        }
        return ready != null;
      }

      @Override
      public T next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        T value = ready;
        ready = null;
        return value;
      }
    };
  }

  /**
   * The values as a stream.
   *
   * @return a stream over what is left; closing it closes the connection
   */
  public final Stream<T> stream() {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                iterator(), Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(this::close);
  }

  @Override
  public final void close() {
    ended = true;
    download.close();
  }

  final <V> V read(Codec<V> codec, byte[] text) {
    try {
      return codec.read(Json.parse(text), JsonPath.ROOT);
    } catch (JsonException error) {
      throw new DecodeException(download.operation, download.head, Bytes.of(text), error);
    }
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "(" + download + ")";
  }
}
