package sdkwright.runtime;

import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Pages, or their items, fetched as they are asked for.
 *
 * @param <T> their type
 */
public final class Pages<T> implements Iterable<T> {
  private final Supplier<Iterator<T>> walk;

  Pages(Supplier<Iterator<T>> walk) {
    this.walk = walk;
  }

  @Override
  public Iterator<T> iterator() {
    return walk.get();
  }

  /**
   * The same as a stream.
   *
   * @return a stream that fetches as it goes
   */
  public Stream<T> stream() {
    return StreamSupport.stream(spliterator(), false);
  }
}
