/** Lists that come in pages. */

import { Call, prepare, type Arguments } from './call.js';
import { setQuery } from './draft.js';
import { LocalError, type ApiError } from './error.js';
import type { Paging, Way } from './operation.js';
import { mayFollow } from './origin.js';
import { scalar } from './style.js';
import { baseOf, send, urlOf, type Answer, type Prepared } from './send.js';

/** A call whose answer is one page of a list; `for await` goes through the items of this page and all after it. */
export class PagedCall<Page, Item, E extends ApiError = ApiError> extends Call<Page, E> implements AsyncIterable<Item> {
  readonly #first: Promise<Answer<Page>>;
  readonly #args: Arguments;
  readonly #paging: Paging;

  /** Made by operations. */
  constructor(first: Promise<Answer<Page>>, args: Arguments) {
    super(first);
    this.#first = first;
    this.#args = args;
    this.#paging = pagingOf(args);
  }

  /**
   * All pages from this one on. After an error the next step asks for the same page again, so that a loop over the same iterator
   * goes on where it was; except where that cannot help (a `LocalError`): then the pages end.
   */
  pages(): Steps<Page> {
    return new Steps(walk<Page>(this.#first, this.#args, this.#paging));
  }

  /** All items from this page on, in the order of the server; errors as with `pages`. */
  items(): Steps<Item> {
    const pages = this.pages();
    const paging = this.#paging;
    let list: Item[] = [];
    let before = new Set<unknown>();
    let current = new Set<unknown>();
    return new Steps<Item>(async () => {
      for (;;) {
        for (let item = list.shift(); item !== undefined; item = list.shift()) {
          const key = paging.key && follow(item, paging.key);
          if (key === undefined || key === null) return { done: false, value: item };
          if (before.has(key) || current.has(key)) continue;
          current.add(key);
          return { done: false, value: item };
        }
        const page = await pages.next();
        if (page.done) return { done: true, value: undefined };
        list = [...(itemsOf(page.value, paging) as Item[])];
        [before, current] = [current, new Set()];
      }
    });
  }

  [Symbol.asyncIterator](): AsyncIterator<Item> {
    return this.items();
  }
}

/** An iterator that can be taken up again: neither an error nor the end of a loop ends it. */
export class Steps<T> implements AsyncIterableIterator<T> {
  readonly #next: () => Promise<IteratorResult<T, undefined>>;

  /** Made by paged calls. */
  constructor(next: () => Promise<IteratorResult<T, undefined>>) {
    this.#next = next;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    return this.#next();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** All that are left; give a limit where a list may be endless. */
  async toArray(limit = Infinity): Promise<T[]> {
    const all: T[] = [];
    while (all.length < limit) {
      const next = await this.#next();
      if (next.done) break;
      all.push(next.value);
    }
    return all;
  }
}

/** Calls an operation whose answers are pages. */
export function paged<Page, Item, E extends ApiError = ApiError>(...args: Arguments): PagedCall<Page, Item, E> {
  const first = (async () => send(prepare(args)))();
  return new PagedCall<Page, Item, E>(first as Promise<Answer<Page>>, args);
}

function follow(value: unknown, way: Way): unknown {
  return way.reduce<unknown>((from, name) => (from as Record<string, unknown> | null | undefined)?.[name], value);
}

function itemsOf(page: unknown, { items }: Paging): readonly unknown[] {
  return (follow(page, items) ?? []) as unknown[];
}

function pagingOf([, { id, pages }]: Arguments): Paging {
  if (!pages) throw new TypeError(`${id} has no pages`);
  return pages;
}

/** A link or cursor; none where it is absent, `null` or empty. */
function placeOf(page: unknown, way: Way): string | undefined {
  const found = follow(page, way);
  return found === undefined || found === null || found === '' ? undefined : scalar(found);
}

/** The way from page to page. */
function walk<Page>(
  first: Promise<Answer>,
  args: Arguments,
  paging: Paging,
): () => Promise<IteratorResult<Page, undefined>> {
  let pending: Promise<Answer> | undefined = first;
  let prepared: Prepared | undefined;
  let failed: LocalError | undefined;
  let ended = false;
  const seen = new Set<string>();
  let last = '';
  return async () => {
    if (failed) {
      const error = failed;
      failed = undefined;
      ended = true;
      throw error;
    }
    if (ended) return { done: true, value: undefined };
    try {
      prepared ??= prepare(args);
      const answer = (pending ??= send(prepared));
      const { value } = await answer;
      pending = undefined;
      const stuck = new LocalError(args[1].id, 'pagination', "the server's pages do not move on");
      // A page that is the same as the one before says that the parameter does not count.
      const counts = paging.next[0] === 'page' || paging.next[0] === 'offset';
      const same = counts ? scalar(value) : '';
      if (counts && same === last && itemsOf(value, paging).length > 0) throw stuck;
      last = same;
      try {
        const next = advance(prepared, paging, value);
        ended = next === undefined;
        if (next?.place !== undefined) {
          if (seen.size === 0) seen.add(urlOf(prepared).href);
          if (seen.has(next.place)) failed = stuck;
          seen.add(next.place);
        }
        prepared = next?.prepared ?? prepared;
      } catch (error) {
        if (!(error instanceof LocalError)) throw error;
        // The page itself is good; what it says of the next one is the matter of the next step.
        failed = error;
      }
      return { done: false, value: value as Page };
    } catch (error) {
      pending = undefined;
      ended = error instanceof LocalError;
      throw error;
    }
  };
}

/** The request for the page after one; none if it is the last. */
function advance(
  prepared: Prepared,
  paging: Paging,
  page: unknown,
): { prepared: Prepared; place?: string } | undefined {
  const { settings, draft, options } = prepared;
  const { next } = paging;
  const count = itemsOf(page, paging).length;
  if (next[0] === 'link') {
    const link = placeOf(page, next[1]);
    if (link === undefined) return undefined;
    const refuse = (why: string) => new LocalError(draft.operation.id, 'origin', `the link to the next page ${why}`);
    let url: URL;
    try {
      url = new URL(link, urlOf(prepared));
    } catch {
      throw refuse('is not a URL');
    }
    if (!mayFollow(baseOf(settings, draft.operation), url)) throw refuse('leads to another origin');
    return { prepared: { settings, draft, options, link: url }, place: url.href };
  }
  const changed = { ...draft };
  if (next[0] === 'cursor') {
    const cursor = placeOf(page, next[1]);
    if (cursor === undefined) return undefined;
    setQuery(changed, next[2], cursor);
    return { prepared: { settings, draft: changed, options }, place: cursor };
  }
  if (count === 0) return undefined;
  const [kind, parameter] = next;
  const now = new URLSearchParams(draft.query.join('&')).get(parameter);
  const from = now === null ? (kind === 'page' ? next[2] : 0) : Number(now);
  setQuery(changed, parameter, String(from + (kind === 'page' ? 1 : count)));
  return { prepared: { settings, draft: changed, options } };
}
