package sdkwright.runtime;

import java.net.URI;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The way from page to page. */
final class Walk<P> implements Iterator<P> {
  private final PagedCall<P, ?> call;
  private final Request request;

  /** Instead of path and query: a link from an answer, checked to be on the configured origin. */
  private URI link;

  /** The links and cursors followed so far. */
  private final Set<String> seen = new HashSet<>();

  private P last;
  private LocalException problem;
  private boolean ended;

  Walk(PagedCall<P, ?> call) {
    this.call = call;
    this.request = call.request.copy();
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public P next() {
    if (ended) {
      throw new NoSuchElementException();
    }
    return BaseCall.join(call.core, request, fetch());
  }

  /**
   * The next page; after an error the same page is asked for again, except where that cannot help.
   */
  private CompletableFuture<P> fetch() {
    if (problem != null) {
      ended = true;
      return CompletableFuture.failedFuture(problem);
    }
    CompletableFuture<Response<P>> run = call.run(request, link);
    CompletableFuture<P> result = new CompletableFuture<>();
    run.whenComplete(
        (response, error) -> {
          try {
            if (error != null) {
              ended = Exchange.unwrap(error) instanceof LocalException;
              result.completeExceptionally(error);
            } else {
              advance(response.value());
              result.complete(response.value());
            }
          } catch (RuntimeException failure) {
            result.completeExceptionally(failure);
          }
        });
    result.whenComplete(
        (page, error) -> {
          if (result.isCancelled()) {
            run.cancel(true);
          }
        });
    return result;
  }

  private void advance(P page) {
    Paging<P, ?> paging = call.paging;
    Optional<String> next = paging.next.apply(page).filter(text -> !text.isEmpty());
    if (paging.kind == Paging.Kind.COUNT) {
      count(page, paging);
    } else if (next.isEmpty()) {
      ended = true;
    } else if (paging.kind == Paging.Kind.CURSOR) {
      visit(next.get());
      request.setQuery(paging.parameter, next.get());
    } else {
      follow(next.get());
    }
  }

  private void count(P page, Paging<P, ?> paging) {
    int items = paging.itemsOf(page).size();
    if (items == 0) {
      ended = true;
      return;
    }
    if (page.equals(last)) {
      ended = true;
      throw stuck();
    }
    last = page;
    long current =
        request
            .queryValue(paging.parameter)
            .filter(text -> text.matches("-?\\d{1,18}"))
            .map(Long::parseLong)
            .orElse(paging.first);
    request.setQuery(paging.parameter, Long.toString(current + (paging.byItems ? items : 1)));
  }

  private void follow(String text) {
    URI base = call.core.baseOf(request);
    String path = base.toString().replaceAll("/+$", "") + request.checkedPath();
    String query = Style.Pair.join(request.query);
    URI current = link == null ? URI.create(path + (query.isEmpty() ? "" : "?" + query)) : link;
    URI next = Origins.resolve(current, text).orElse(null);
    if (next == null || !Origins.mayFollow(base, next)) {
      String where = next == null || !Origins.isHttp(next) ? "nowhere" : Origins.text(next);
      problem =
          new LocalException(
              request.id,
              LocalException.Kind.ORIGIN,
              "the answer links to another origin than " + Origins.text(base) + ": " + where);
      return;
    }
    seen.add(current.toString());
    visit(next.toString());
    link = next;
  }

  private void visit(String place) {
    if (!seen.add(place)) {
      problem = stuck();
    }
  }

  private LocalException stuck() {
    return new LocalException(
        request.id, LocalException.Kind.PAGINATION, "the server's pages do not move on");
  }

  /** All pages that are left, without a waiting thread. */
  CompletableFuture<Void> each(Predicate<? super P> more) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    step(more, result);
    return result;
  }

  private void step(Predicate<? super P> more, CompletableFuture<Void> result) {
    if (ended || result.isDone()) {
      result.complete(null);
      return;
    }
    CompletableFuture<P> page = fetch();
    page.whenComplete(
        (value, error) -> {
          try {
            if (error != null) {
              result.completeExceptionally(Exchange.unwrap(error));
            } else if (more.test(value)) {
              step(more, result);
            } else {
              result.complete(null);
            }
          } catch (RuntimeException failure) {
            result.completeExceptionally(failure);
          }
        });
    result.whenComplete(
        (nothing, error) -> {
          if (result.isCancelled()) {
            page.cancel(true);
          }
        });
  }
}
