package sdkwright.runtime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * For generated code: makes a value of an answer.
 *
 * @param <T> the type of the value
 */
public final class Reader<T> {
  private final Predicate<Head> streams;
  private final Function<Reply, T> read;

  private Reader(Predicate<Head> streams, Function<Reply, T> read) {
    this.streams = streams;
    this.read = read;
  }

  /** Whether the body is handed out as a stream. */
  boolean streams(Head head) {
    return streams.test(head);
  }

  T read(Reply reply) {
    return read.apply(reply);
  }

  /**
   * Reads a JSON text.
   *
   * @param <T> the type of the value
   * @param codec its codec
   * @return the reader
   */
  public static <T> Reader<T> json(Codec<T> codec) {
    return new Reader<>(
        head -> false,
        reply -> {
          try {
            return codec.read(reply.json(), JsonPath.ROOT);
          } catch (JsonException error) {
            throw reply.unreadable(error);
          }
        });
  }

  /**
   * Reads text in UTF-8.
   *
   * @return the reader
   */
  public static Reader<String> text() {
    return new Reader<>(
        head -> false,
        reply -> {
          try {
            return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(reply.whole))
                .toString();
          } catch (CharacterCodingException error) {
            throw reply.unreadable(JsonPath.ROOT.invalid("expected UTF-8, found other bytes"));
          }
        });
  }

  /**
   * Reads nothing.
   *
   * @return the reader
   */
  public static Reader<Void> empty() {
    return new Reader<>(head -> false, reply -> null);
  }

  /**
   * Hands the body out as a stream of bytes.
   *
   * @return the reader
   */
  public static Reader<Download> binary() {
    return new Reader<>(head -> true, reply -> reply.stream);
  }

  /**
   * Hands the body out as a stream of events.
   *
   * @param <T> the type of their data
   * @param codec its codec
   * @return the reader
   */
  public static <T> Reader<EventStream<T>> eventStream(Codec<T> codec) {
    return new Reader<>(head -> true, reply -> new EventStream<>(reply.stream, codec));
  }

  /**
   * Hands the body out as a stream of JSON texts.
   *
   * @param <T> their type
   * @param codec its codec
   * @return the reader
   */
  public static <T> Reader<JsonLines<T>> jsonLines(Codec<T> codec) {
    return new Reader<>(head -> true, reply -> new JsonLines<>(reply.stream, codec));
  }

  /** One of several ways a call can succeed. */
  public static final class Case {
    private final Status status;
    private final String mediaType;
    private final Reader<?> reader;

    private Case(Status status, String mediaType, Reader<?> reader) {
      this.status = status;
      this.mediaType = mediaType;
      this.reader = reader;
    }

    private boolean matches(Head head) {
      return status.matches(head.status()) && head.isOf(mediaType);
    }
  }

  /**
   * A way a call can succeed.
   *
   * @param status its status
   * @param mediaType its media type; empty: any
   * @param reader its reader
   * @return the case
   */
  public static Case when(Status status, String mediaType, Reader<?> reader) {
    return new Case(status, mediaType, reader);
  }

  /**
   * Reads the first case that matches.
   *
   * @param <T> the type of the value
   * @param make makes it of the place of the case and what was read
   * @param cases the cases
   * @return the reader
   */
  public static <T> Reader<T> oneOf(BiFunction<Integer, Object, T> make, Case... cases) {
    List<Case> all = List.of(cases);
    return new Reader<>(
        head ->
            all.stream()
                .filter(each -> each.matches(head))
                .findFirst()
                .map(each -> each.reader.streams(head))
                .orElse(false),
        reply -> {
          for (int i = 0; i < all.size(); i++) {
            if (all.get(i).matches(reply.head)) {
              return make.apply(i, all.get(i).reader.read(reply));
            }
          }
          throw reply.unreadable(
              JsonPath.ROOT.invalid(
                  "expected an answer as described, found status "
                      + reply.head.status()
                      + " with another content type"));
        });
  }
}
