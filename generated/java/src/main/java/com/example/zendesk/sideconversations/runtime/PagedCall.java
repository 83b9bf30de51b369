package com.example.zendesk.sideconversations.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A call whose answer is one page of a list. Executed, it gives that page.
 *
 * @param <P> the type of a page
 * @param <I> the type of an item
 */
public final class PagedCall<P, I> extends BaseCall<P, PagedCall<P, I>> {
  final Paging<P, I> paging;

  PagedCall(Core core, Request request, Reader<P> reader, Paging<P, I> paging) {
    super(core, request, reader);
    this.paging = paging;
  }

  /**
   * All pages from this one on. After an error the iterator asks for the same page again, except
   * where that cannot help (a {@link LocalException}, which includes links to other origins and
   * pages that do not move on).
   *
   * @return the pages; each iterator fetches them anew
   */
  public Pages<P> pages() {
    return new Pages<>(() -> new Walk<>(this));
  }

  /**
   * All items from this page on, in the order of the server; errors as with {@link #pages()}.
   *
   * @return the items; each iterator fetches them anew
   */
  public Pages<I> items() {
    return new Pages<>(() -> new ItemWalk<>(new Walk<>(this), paging));
  }

  /**
   * All pages from this one on, without a waiting thread.
   *
   * @param more is given each page, and says whether the next one is wanted
   * @return is complete after the last page; cancelling it ends the call that is under way
   */
  public CompletableFuture<Void> forEachPageAsync(Predicate<? super P> more) {
    return new Walk<>(this).each(more);
  }

  /**
   * All items from this page on, without a waiting thread.
   *
   * @param each is given each item
   * @return is complete after the last item; cancelling it ends the call that is under way
   */
  public CompletableFuture<Void> forEachItemAsync(Consumer<? super I> each) {
    ItemWalk<P, I> seam = new ItemWalk<>(new Walk<>(this), paging);
    return forEachPageAsync(
        page -> {
          seam.fresh(page).forEach(each);
          return true;
        });
  }
}
