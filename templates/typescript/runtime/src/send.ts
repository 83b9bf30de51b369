/** A call from first to last: attempts, waits between them, redirects, the limits of time around them. */

import { isNode } from './agent.js';
import { apply, choose, forget, type Applied } from './auth.js';
import { checkHeader, type Body } from './content.js';
import { decode } from './codec.js';
import { pathOf, type Draft } from './draft.js';
import { ApiError, LocalError, RedirectError, type ResponseHead } from './error.js';
import { isStatus, type Operation } from './operation.js';
import { baseUrl, mayFollow } from './origin.js';
import { Reply } from './reply.js';
import { delay, retryAfter, spend, CAPACITY } from './retry.js';
import type { CallOptions, Settings } from './settings.js';
import { Watch } from './watch.js';

/** A request with the settings it is sent by. */
export interface Prepared {
  readonly settings: Settings;
  readonly draft: Draft;
  readonly options: CallOptions;
  /** Instead of path and query: a link from an answer, checked to be on the configured origin. */
  readonly link?: URL;
}

/** A value with the head of the answer it came in. */
export interface Answer<T = unknown> extends ResponseHead {
  readonly value: T;
}

/** So many redirects in a row are followed. */
const MAX_REDIRECTS = 5;

/** Methods that are sent again after a redirect; with a body `fetch` does not send them at all. */
const BODILESS = /^(?:GET|HEAD)$/;

/** The base URL of an operation: its own server, unless the user gave one for all. */
export function baseOf({ base, isDescribed }: Settings, { server }: Operation): URL {
  return server !== undefined && isDescribed ? baseUrl(server) : base;
}

/** The URL of a request, without what credentials add to it. */
export function urlOf({ settings, draft, link }: Prepared): URL {
  if (link) return link;
  const base = baseOf(settings, draft.operation).href.replace(/\/+$/, '');
  return new URL(base + pathOf(draft) + (draft.query.length > 0 ? `?${draft.query.join('&')}` : ''));
}

/** Makes the call. */
export async function send(prepared: Prepared): Promise<Answer> {
  const { settings, draft, options } = prepared;
  const { operation, content } = draft;
  if (content && BODILESS.test(operation.method))
    throw new LocalError(operation.id, 'value', `fetch sends no body with ${operation.method}`);
  const url = urlOf(prepared);
  const schemes = choose(settings, operation, baseOf(settings, operation));
  const headers = headersOf(prepared);
  const { logger, beforeAttempt, afterAttempt } = settings.options;
  const limit = options.deadline ?? settings.deadline;
  const deadline = limit === undefined ? undefined : Date.now() + limit;
  const policy = { ...settings, maxAttempts: options.maxAttempts ?? settings.maxAttempts };
  for (let number = 1; ; number++) {
    const attempt = { operation: operation.id, method: operation.method, number };
    beforeAttempt?.(attempt);
    const start = Date.now();
    const watch = new Watch(operation.id, options.timeout ?? settings.timeout, deadline, options.signal);
    let status: number | undefined;
    let error: unknown;
    let answer: Answer | undefined;
    try {
      const applied = await watch.race(apply(settings, schemes, operation.id));
      const response = await exchange(prepared, url, headers, applied, watch);
      status = response.status;
      answer = await read(prepared, response, watch, number);
      settings.budget.tokens = Math.min(CAPACITY, settings.budget.tokens + 1);
    } catch (thrown) {
      watch.end();
      error = thrown;
    }
    if (status === 401) forget(settings, schemes);
    const wait = answer || content?.once ? undefined : delay(policy, operation.retry, error, number);
    const inTime = wait !== undefined && (deadline === undefined || Date.now() + wait < deadline);
    const retryIn = inTime && !options.signal?.aborted && spend(settings.budget, error) ? wait : undefined;
    afterAttempt?.(attempt, { status, error, elapsed: Date.now() - start, retryIn });
    const what = `${operation.id} attempt ${String(number)}: ${String(status ?? 'no answer')}`;
    logger?.debug?.(`${what} after ${String(Date.now() - start)} ms`);
    if (answer) return answer;
    if (retryIn === undefined) throw error;
    logger?.warn?.(`${what}, again in ${String(Math.round(retryIn))} ms`);
    await new Watch(operation.id, Infinity, undefined, options.signal).sleep(retryIn);
  }
}

/** All headers but those of credentials. */
function headersOf({ settings, draft, options }: Prepared): Headers {
  const { operation, content } = draft;
  const { idempotencyKey } = options;
  const list: [string, string | undefined][] = [
    ...Object.entries(settings.headers),
    ['User-Agent', settings.userAgent],
    ['Accept', operation.accept ?? '*/*'],
    ...draft.headers,
  ];
  if (operation.key) list.push([operation.key[0], idempotencyKey ?? operation.key[1]()]);
  else if (idempotencyKey !== undefined) throw new LocalError(operation.id, 'value', 'no idempotency key is described');
  list.push(...Object.entries(options.headers ?? {}), ['Content-Type', content?.type]);
  const headers = new Headers();
  for (const [name, value] of list) {
    // Some descriptions have the length of the body for a parameter, but only `fetch` knows it.
    if (name.toLowerCase() === 'content-length') continue;
    try {
      if (value !== undefined) headers.set(name, checkHeader(name, value));
    } catch (error) {
      throw new LocalError(operation.id, 'header', (error as Error).message);
    }
  }
  return headers;
}

/** Sends the request, and follows redirects as far as they may be followed. */
async function exchange(
  prepared: Prepared,
  first: URL,
  headers: Headers,
  applied: Applied,
  watch: Watch,
): Promise<Response> {
  const { settings, draft } = prepared;
  const { operation, content } = draft;
  const own = new Headers(headers);
  for (const [name, value] of applied.headers) own.set(name, value);
  const cookies = [...draft.cookies, ...applied.cookies];
  if (cookies.length > 0) own.set('Cookie', cookies.join('; '));
  const redirected = (error: unknown): never => {
    const cause = (error as { cause?: { message?: string } } | undefined)?.cause;
    throw cause?.message === 'unexpected redirect' ? new RedirectError(operation.id, 0, 'method') : error;
  };
  let url = first;
  for (let redirects = 0; ; redirects++) {
    const target = new URL(url);
    if (applied.query.length > 0) target.search = [target.search.slice(1), ...applied.query].filter(Boolean).join('&');
    const init: RequestInit & { duplex?: 'half' } = {
      method: operation.method,
      headers: own,
      redirect: 'manual',
      signal: watch.signal,
    };
    const body: Body | undefined = content && (await watch.race(Promise.resolve(content.open())));
    if (body !== undefined) {
      init.body = body as NonNullable<RequestInit['body']>;
      if (body instanceof ReadableStream) init.duplex = 'half';
      // Of a body that is streamed Node.js keeps all that it has sent, unless a redirect is an error (nodejs/undici#4058).
      if (isNode() && typeof body === 'object' && !(body instanceof Uint8Array)) init.redirect = 'error';
    }
    const response = await watch.race(settings.fetch(target.href, init).catch(redirected));
    const refuse = (reason: RedirectError['reason']) => {
      void response.body?.cancel().catch(() => undefined);
      return new RedirectError(operation.id, response.status, reason);
    };
    if (response.type === 'opaqueredirect') throw refuse('hidden-by-browser');
    // A transport of the user's may follow redirects by itself.
    if (response.redirected && !mayFollow(first, new URL(response.url))) throw refuse('other-origin');
    if (![301, 302, 303, 307, 308].includes(response.status)) return response;
    let next: URL;
    try {
      next = new URL(response.headers.get('location') ?? '//', url);
    } catch {
      throw refuse('location');
    }
    if (!mayFollow(first, next)) throw refuse('other-origin');
    if (!BODILESS.test(operation.method)) throw refuse('method');
    if (redirects >= MAX_REDIRECTS) throw refuse('too-many');
    void response.body?.cancel().catch(() => undefined);
    url = next;
  }
}

/** Makes a value of an answer, or the error that it is. */
async function read(
  { settings, draft }: Prepared,
  response: Response,
  watch: Watch,
  attempts: number,
): Promise<Answer> {
  const { operation } = draft;
  const { status, headers } = response;
  const named = settings.requestIdHeaders.map((name) => headers.get(name)).find((id) => id !== null);
  const own = () => [...headers].find(([name]) => name.endsWith('-request-id'))?.[1];
  const head: ResponseHead = { status, headers, requestId: named ?? own() };
  const reply = new Reply(operation, head, response, settings, watch);
  if (!response.ok) {
    // A body that breaks off takes nothing from what the status says.
    const rawBody = await reply.bytes().catch(() => new Uint8Array());
    const schema = operation.errors?.find(([pattern]) => isStatus(pattern, status))?.[1];
    watch.end();
    throw new ApiError(operation.id, head, {
      body: errorBody(rawBody, schema, settings, (text) => operation.notation?.(head, text) ?? text),
      rawBody,
      retryAfter: retryAfter(headers),
      attempts,
    });
  }
  const [reader, details] = operation.read;
  const value = await reader(reply, details as never);
  if (!reply.streams) watch.end();
  return { ...head, value };
}

function errorBody(
  raw: Uint8Array,
  schema: Parameters<typeof decode>[1] | undefined,
  { int64 }: Settings,
  toJson: (text: string) => string,
): unknown {
  try {
    return schema && decode(toJson(new TextDecoder().decode(raw)), schema, int64);
  } catch {
    return undefined;
  }
}
