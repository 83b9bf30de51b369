package sdkwright.runtime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** The items of pages, one after another. */
final class ItemWalk<P, I> implements Iterator<I> {
  private final Walk<P> pages;
  private final Paging<P, I> paging;

  /** Keys of the page before: items repeat where a list changes between two requests. */
  private Set<String> before = new HashSet<>();

  private Iterator<I> items = List.<I>of().iterator();

  ItemWalk(Walk<P> pages, Paging<P, I> paging) {
    this.pages = pages;
    this.paging = paging;
  }

  /** The items of a page that the page before did not have. */
  List<I> fresh(P page) {
    Set<String> current = new HashSet<>();
    List<I> fresh = new ArrayList<>();
    for (I item : paging.itemsOf(page)) {
      Optional<String> key = paging.uniqueKey.apply(item);
      if (key.isEmpty() || current.add(key.get()) && !before.contains(key.get())) {
        fresh.add(item);
      }
    }
    before = current;
    return fresh;
  }

  @Override
  public boolean hasNext() {
    while (!items.hasNext() && pages.hasNext()) {
      items = fresh(pages.next()).iterator();
    }
    return items.hasNext();
  }

  @Override
  public I next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return items.next();
  }
}
