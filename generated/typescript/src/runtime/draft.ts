/** A request as far as it does not change from attempt to attempt, and the ways parameters get into it. */

import { encode } from './codec.js';
import { LocalError } from './error.js';
import { setCookie, setHeaders } from './header.js';
import type { Operation, Parameter } from './operation.js';
import { Mismatch } from './schema.js';
import { settingsOf, type CallOptions, type Connection, type Fetch, type Settings } from './settings.js';
import { escape } from './style.js';

/** A request as far as it does not change from attempt to attempt. */
export interface Draft {
  readonly settings: Settings;
  operation: Operation;
  /** Texts of path parameters, by index of the parameter. */
  readonly path: string[];
  /** Encoded `name=value` pairs. */
  readonly query: string[];
  /** All headers but those of credentials. */
  readonly headers: Headers;
  /** The transport, with what a body needs of it. */
  fetch: Fetch;
  /** Instead of path and query: a link from an answer. Throws unless that is on the configured origin. */
  readonly link?: () => URL;
  /** The page before, as text. */
  readonly before?: string;
}

/** What an operation needs to be called. */
export type Arguments = readonly [
  connection: Connection,
  operation: Operation,
  values: readonly unknown[],
  body: unknown,
  options: CallOptions | undefined,
];

/** Puts all that is given into a request; throws where something does not fit. */
export function draft([connection, operation, values, body, options = {}]: Arguments): Draft {
  const { idempotencyKey, headers: own = {}, ...rest } = options;
  const settings = settingsOf(connection, rest);
  const headers = new Headers();
  const result: Draft = { settings, operation, path: [], query: [], headers, fetch: settings.fetch };
  const { parameters = [], key } = operation;
  let what = 'headers';
  try {
    setHeaders(headers, { ...settings.headers, ...operation.headers });
    for (const [index, parameter] of parameters.entries()) {
      what = `parameter ${parameter[1]}`;
      if (values[index] !== undefined) parameter[0](result, parameter, values[index], index);
    }
    what = 'headers';
    if (key) setHeaders(headers, { [key[0]]: idempotencyKey ?? key[1]() });
    else if (idempotencyKey !== undefined) throw new Mismatch('no idempotency key is described');
    setHeaders(headers, own);
    what = 'body';
    operation.body?.[0](result, operation.body, body);
  } catch (error) {
    const { path = '', message } = error as Partial<Mismatch> & Error;
    throw new LocalError(operation.id, 'value', `${what}${path.slice(1)}: ${message}`);
  }
  return result;
}

/** The text of a parameter that is a single value. */
function single([, , schema]: Parameter, value: unknown): string {
  return String((encode(value, schema) as string | number | bigint | boolean | null) ?? '');
}

function pair(parameter: Parameter, value: unknown): string {
  return `${escape(parameter[1])}=${escape(single(parameter, value))}`;
}

/** A path parameter that is a single value. */
export function inPath(draft: Draft, parameter: Parameter, value: unknown, index: number): void {
  draft.path[index] = escape(single(parameter, value));
}

/** A query parameter that is a single value. */
export function inQuery(draft: Draft, parameter: Parameter, value: unknown): void {
  draft.query.push(pair(parameter, value));
}

/** A header that `fetch` sets by itself: some descriptions have the length of the body for a parameter. */
export function unsent(): void {
  // Nothing is put into the request.
}

/** A header that is a single value. */
export function inHeader(draft: Draft, parameter: Parameter, value: unknown): void {
  setHeaders(draft.headers, { [parameter[1]]: single(parameter, value) });
}

/** A cookie that is a single value. */
export function inCookie(draft: Draft, parameter: Parameter, value: unknown): void {
  setCookie(draft.headers, pair(parameter, value));
}

/** The path with its parameters, each one segment whatever it holds. */
export function pathOf({ operation, path }: Draft): string {
  const parts = operation.path.map((part) => (typeof part === 'string' ? part : path[part]));
  const whole = parts.join('');
  // A URL parser would take such a segment for a step, even in its encoded form.
  if (parts.every(Boolean) && !/\/\.\.?(\/|$)/.test(whole)) return whole;
  throw new LocalError(operation.id, 'path-parameter', 'path parameters must not be absent, empty, "." or ".."');
}

/** A request with a query parameter that is a single value. */
export function withQuery(draft: Draft, name: string, value: string): Draft {
  const own = `${escape(name)}=`;
  return { ...draft, query: [...draft.query.filter((pair) => !pair.startsWith(own)), own + escape(value)] };
}
