/** Lists that come in pages. */

import { Call } from './call.js';
import { draft, withQuery, type Arguments, type Draft } from './draft.js';
import { LocalError, type ApiError } from './error.js';
import { stringify } from './json.js';
import type { Paging, Way } from './operation.js';
import { mayFollow, toUrl } from './origin.js';
import { baseOf, send, urlOf, type Answer } from './send.js';

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
  const first = (async () => send(draft(args)))();
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

/** The way from page to page. */
function walk<Page>(
  first: Promise<Answer>,
  args: Arguments,
  paging: Paging,
): () => Promise<IteratorResult<Page, undefined>> {
  const [advance, ...details] = paging.next;
  const stuck = new LocalError(args[1].id, 'pagination', "the server's pages do not move on");
  const seen = new Set<string>();
  let request: Draft | undefined;
  let step: (() => Promise<Answer>) | undefined = () => first;
  return async () => {
    if (!step) return { done: true, value: undefined };
    try {
      const { value } = await step();
      const own = (request ??= draft(args));
      const next = advance(own, value, itemsOf(value, paging), ...(details as never[]));
      // The parameter does not count: this is the page before, which is not handed out again.
      if (next === own) throw stuck;
      seen.add(urlOf(own).href);
      request = next;
      step =
        next &&
        (() => {
          if (seen.has(urlOf(next).href)) throw stuck;
          return send(next);
        });
      return { done: false, value: value as Page };
    } catch (error) {
      step = error instanceof LocalError ? undefined : () => send((request ??= draft(args)));
      throw error;
    }
  };
}

/** A link or cursor; empty where there is none. */
function placeOf(page: unknown, way: Way): string {
  return String((follow(page, way) as string | number | bigint | null | undefined) ?? '');
}

/** The next page is under a link. */
export function byLink(own: Draft, page: unknown, _: unknown, way: Way): Draft | undefined {
  const text = placeOf(page, way);
  const link = () => {
    const url = toUrl(text, urlOf(own));
    if (url && mayFollow(baseOf(own), url)) return url;
    throw new LocalError(own.operation.id, 'origin', 'the link to the next page does not lead to the same origin');
  };
  return text ? { ...own, link } : undefined;
}

/** The next page is under a value for a query parameter. */
export function byCursor(own: Draft, page: unknown, _: unknown, way: Way, parameter: string): Draft | undefined {
  const cursor = placeOf(page, way);
  return cursor ? withQuery(own, parameter, cursor) : undefined;
}

/** A query parameter counts pages, from `first` on. */
export function byNumber(
  own: Draft,
  page: unknown,
  items: readonly unknown[],
  parameter: string,
  first: number,
): Draft | undefined {
  return counted(own, page, items, parameter, first, 1);
}

/** A query parameter counts items. */
export function byOffset(own: Draft, page: unknown, items: readonly unknown[], parameter: string): Draft | undefined {
  return counted(own, page, items, parameter, 0, items.length);
}

/** The next page, unless this one is empty; the same again if it is as the one before, so that the parameter does not count. */
function counted(
  own: Draft,
  page: unknown,
  items: readonly unknown[],
  parameter: string,
  first: number,
  count: number,
): Draft | undefined {
  if (items.length === 0) return undefined;
  const text = stringify(page);
  if (text === own.before) return own;
  const now = Number(new URLSearchParams(own.query.join('&')).get(parameter) ?? first);
  return { ...withQuery(own, parameter, String(now + count)), before: text };
}
