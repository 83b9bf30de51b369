/** A call from first to last: attempts, waits between them, redirects, the limits of time around them. */

import { apply, choose, type Scheme } from './auth.js';
import { pathOf, type Draft } from './draft.js';
import { ApiError, RedirectError, type ResponseHead } from './error.js';
import { mayFollow, toBase, toUrl } from './origin.js';
import { json, load, unfit, type Reply } from './reply.js';
import { delay, earn, retryAfter } from './retry.js';
import { sleep, watch, type Watch } from './watch.js';

/** A value with the head of the answer it came in. */
export interface Answer<T = unknown> extends ResponseHead {
  readonly value: T;
}

/** So many redirects in a row are followed. */
const MAX_REDIRECTS = 5;

/** The base URL of a request: that of its operation, unless the user gave one for all. */
export function baseOf({ settings, operation }: Draft): URL {
  return toBase(settings.baseUrl ?? operation.server ?? settings.server);
}

/** The URL of a request, without what credentials add to it. */
export function urlOf(draft: Draft): URL {
  if (draft.link) return draft.link();
  const url = new URL(baseOf(draft).href.replace(/\/+$/, '') + pathOf(draft));
  url.search = draft.query.join('&');
  return url;
}

/** Makes the call. */
export async function send(draft: Draft): Promise<Answer> {
  const { settings, operation } = draft;
  const { id, method } = operation;
  const { signal } = settings;
  const url = urlOf(draft);
  const schemes = choose(settings, operation, url);
  const deadline = Date.now() + settings.deadline;
  for (let number = 1; ; number++) {
    const attempt = { operation: id, method, number };
    settings.beforeAttempt?.(attempt);
    const start = Date.now();
    const limits = watch(id, settings.timeout, deadline, signal);
    let status: number | undefined;
    let error: unknown;
    let retryIn: number | undefined;
    let line = `${id} attempt ${number}: `;
    try {
      const response = await limits.race(exchange(draft, url, schemes, limits));
      status = response.status;
      const answer = await read(draft, response, limits, number);
      earn(settings.budget);
      return answer;
    } catch (thrown) {
      limits.end();
      error = thrown;
      if (!signal?.aborted) retryIn = delay(settings, operation.retry, error, number, deadline);
      if (retryIn === undefined) throw error;
    } finally {
      const elapsed = Date.now() - start;
      settings.afterAttempt?.(attempt, { status, error, elapsed, retryIn });
      line += `${status ?? 'no answer'} after ${elapsed} ms`;
      settings.logger?.debug?.(line);
    }
    settings.logger?.warn?.(`${line}, again in ${Math.round(retryIn)} ms`);
    await sleep(retryIn, signal);
  }
}

/** Sends the request, and follows redirects as far as they may be followed. */
async function exchange(draft: Draft, first: URL, schemes: readonly Scheme[], { signal }: Watch): Promise<Response> {
  const { id, method } = draft.operation;
  const { headers, fetch } = await apply(draft, schemes);
  let url = first;
  for (let redirects = 0; ; redirects++) {
    const response = await fetch(url.href, { method, headers, redirect: 'manual', signal });
    const { status, type } = response;
    const isHidden = type === 'opaqueredirect';
    const isRedirect = isHidden || /30[12378]/.test(String(status));
    // A transport of the user's may follow redirects by itself.
    const next = toUrl(isRedirect ? response.headers.get('location') : response.url, url);
    if (!isRedirect && (!response.redirected || mayFollow(first, next))) return response;
    void response.body?.cancel().catch(() => undefined);
    const refuse = (reason: RedirectError['reason']) => new RedirectError(id, status, reason);
    if (isHidden) throw refuse('hidden-by-browser');
    if (!next) throw refuse('location');
    if (!mayFollow(first, next)) throw refuse('other-origin');
    if (!/^(GET|HEAD)$/.test(method)) throw refuse('method');
    if (redirects >= MAX_REDIRECTS) throw refuse('too-many');
    url = next;
  }
}

/** Makes a value of an answer, or the error that it is. */
async function read(
  { settings, operation }: Draft,
  response: Response,
  watch: Watch,
  attempts: number,
): Promise<Answer> {
  const { id, errors = {}, read } = operation;
  const { status, headers } = response;
  const names = [
    ...(settings.requestIdHeaders ?? []),
    ...[...headers.keys()].filter((name) => name.endsWith('-request-id')),
  ];
  const requestId = names.map((name) => headers.get(name)).find(Boolean) as string | undefined;
  const head: ResponseHead = { status, headers, requestId };
  const reply: Reply = { settings, operation, head, response, watch, rawBody: new Uint8Array() };
  try {
    if (response.ok) return { ...head, value: await read[0](reply, read[1] as never) };
  } catch (error) {
    throw unfit(reply, error);
  }
  const schema = errors[status] ?? errors[Math.floor(status / 100)] ?? errors[0];
  // A body that breaks off, or does not fit, takes nothing from what the status says.
  const body = await (schema ? json(reply, schema) : load(reply)).catch(() => undefined);
  throw new ApiError(id, head, {
    body,
    rawBody: reply.rawBody,
    retryAfter: retryAfter(headers),
    attempts,
  });
}
