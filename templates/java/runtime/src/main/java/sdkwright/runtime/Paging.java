package sdkwright.runtime;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * For generated code: how the pages of a list hang together.
 *
 * @param <P> the type of a page
 * @param <I> the type of an item
 */
public final class Paging<P, I> {
  /** What leads to the next page. */
  enum Kind {
    LINK,
    CURSOR,
    COUNT
  }

  final Kind kind;
  final Function<P, Optional<List<I>>> items;
  final Function<P, Optional<String>> next;
  final String parameter;
  final long first;
  final boolean byItems;
  Function<I, Optional<String>> uniqueKey = item -> Optional.empty();

  private Paging(
      Kind kind,
      Function<P, Optional<List<I>>> items,
      Function<P, Optional<String>> next,
      String parameter,
      long first,
      boolean byItems) {
    this.kind = kind;
    this.items = items;
    this.next = next;
    this.parameter = parameter;
    this.first = first;
    this.byItems = byItems;
  }

  /**
   * The next page is under a link.
   *
   * @param <P> the type of a page
   * @param <I> the type of an item
   * @param items the items of a page
   * @param link the link; none or empty: there is no next page
   * @return the paging
   */
  public static <P, I> Paging<P, I> link(
      Function<P, Optional<List<I>>> items, Function<P, Optional<String>> link) {
    return new Paging<>(Kind.LINK, items, link, null, 0, false);
  }

  /**
   * The next page is under a value for a query parameter.
   *
   * @param <P> the type of a page
   * @param <I> the type of an item
   * @param items the items of a page
   * @param parameter the parameter
   * @param cursor the value; none or empty: there is no next page
   * @return the paging
   */
  public static <P, I> Paging<P, I> cursor(
      Function<P, Optional<List<I>>> items,
      String parameter,
      Function<P, Optional<String>> cursor) {
    return new Paging<>(Kind.CURSOR, items, cursor, parameter, 0, false);
  }

  /**
   * A query parameter counts pages.
   *
   * @param <P> the type of a page
   * @param <I> the type of an item
   * @param items the items of a page; without any it is the last
   * @param parameter the parameter
   * @param first the number of the first page
   * @return the paging
   */
  public static <P, I> Paging<P, I> pageNumber(
      Function<P, Optional<List<I>>> items, String parameter, long first) {
    return new Paging<>(Kind.COUNT, items, page -> Optional.empty(), parameter, first, false);
  }

  /**
   * A query parameter counts items.
   *
   * @param <P> the type of a page
   * @param <I> the type of an item
   * @param items the items of a page; without any it is the last
   * @param parameter the parameter
   * @return the paging
   */
  public static <P, I> Paging<P, I> offset(Function<P, Optional<List<I>>> items, String parameter) {
    return new Paging<>(Kind.COUNT, items, page -> Optional.empty(), parameter, 0, true);
  }

  /**
   * What tells items apart: an item that the page before already had is dropped.
   *
   * @param key the key of an item
   * @return this paging
   */
  public Paging<P, I> uniqueKey(Function<I, Optional<String>> key) {
    uniqueKey = key;
    return this;
  }

  List<I> itemsOf(P page) {
    return items.apply(page).orElse(List.of());
  }
}
