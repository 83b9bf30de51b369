/** Credentials: which ones a call gets, and how they are put on it. */

import { LocalError } from './error.js';
import { setCookie, setHeaders } from './header.js';
import type { Draft } from './draft.js';
import type { Operation } from './operation.js';
import { isPrivate, toBase } from './origin.js';
import { get } from './schema.js';
import type { Secret } from './secret.js';
import type { Settings } from './settings.js';
import { escape } from './style.js';

/** A user name and password. */
export interface BasicCredentials {
  readonly username: string;
  readonly password: string | Secret;
}

/** What fetches tokens has to know. */
export interface TokenContext {
  readonly scheme: string;
  /** Where the description says that tokens are to be had, and to be refreshed. */
  readonly tokenUrl: string | undefined;
  readonly refreshUrl: string | undefined;
  readonly baseUrl: URL;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly allowPlainHttp: boolean;
  readonly timeout: number;
}

/** Fetches tokens when they are needed; see `clientCredentials` and `refreshToken`. */
export interface TokenSource {
  /** A token. */
  token(context: TokenContext): Promise<Secret>;
  /** The server did not take the token. */
  forget(): void;
}

/** A token, or a function that is asked for one before each attempt. */
export type Token = string | Secret | (() => string | Secret | Promise<string | Secret>);

/** Credentials of any scheme. */
export type Credential = BasicCredentials | Token | TokenSource;

/** Puts credentials on the request of an attempt. */
export type PutCredential = (to: Draft, scheme: Scheme, credential: Credential) => void | Promise<void>;

/** A scheme: its name in the description, how its credentials are put on a request. */
export type Scheme = readonly [name: string, put: PutCredential, ...details: (string | undefined)[]];

/** The schemes to use for an operation: the first alternative all of whose credentials are there. */
export function choose(
  { credentials, allowPlainHttp }: Settings,
  { security = [[]], id }: Operation,
  url: URL,
): readonly Scheme[] {
  const found = security.find((schemes) => schemes.every(([name]) => get(credentials, name) !== undefined));
  if (!found) {
    const needed = security.map((schemes) => schemes.map(([name]) => name).join(' and ')).join(' or ');
    throw new LocalError(id, 'credentials', `credentials are needed: ${needed}`);
  }
  if (found.length > 0 && !allowPlainHttp && !isPrivate(url)) {
    throw new LocalError(id, 'plain-http', 'credentials are not sent over plain HTTP');
  }
  return found;
}

/** The request of an attempt, with credentials; tokens are fetched and functions asked as needed. */
export async function apply(draft: Draft, schemes: readonly Scheme[]): Promise<Draft> {
  const { settings, operation, headers } = draft;
  const applied = { ...draft, headers: new Headers(headers) };
  try {
    for (const scheme of schemes) {
      await scheme[1](applied, scheme, get(settings.credentials, scheme[0]) as Credential);
    }
  } catch (error) {
    if (error instanceof LocalError) throw error;
    // What functions of users throw is not passed on: it may hold what they asked with.
    throw new LocalError(operation.id, 'credentials', 'the credentials cannot be used');
  }
  return applied;
}

/** HTTP basic authentication (RFC 7617). */
export function basic(to: Draft, _: Scheme, credential: Credential): void {
  const { username, password } = credential as BasicCredentials;
  const pair = new TextEncoder().encode(`${username}:${expose(password)}`);
  setHeaders(to.headers, { Authorization: `Basic ${btoa(String.fromCharCode(...pair))}` });
}

/** A bearer token (RFC 6750). */
export async function bearer(to: Draft, _: Scheme, credential: Credential): Promise<void> {
  setHeaders(to.headers, { Authorization: `Bearer ${await token(credential)}` });
}

/** A key in a header. */
export async function keyInHeader(to: Draft, [, , name = '']: Scheme, credential: Credential): Promise<void> {
  setHeaders(to.headers, { [name]: await token(credential) });
}

/** A key in the query. */
export async function keyInQuery(to: Draft, [, , name = '']: Scheme, credential: Credential): Promise<void> {
  const { fetch } = to;
  const pair = `${escape(name)}=${escape(await token(credential))}`;
  to.fetch = (text, init) => {
    const url = new URL(text);
    url.search = [url.search.slice(1), pair].filter(Boolean).join('&');
    return fetch(url.href, init);
  };
}

/** A key in a cookie. */
export async function keyInCookie(to: Draft, [, , name = '']: Scheme, credential: Credential): Promise<void> {
  setCookie(to.headers, `${escape(name)}=${escape(await token(credential))}`);
}

/** OAuth 2: a bearer token, or what fetches it. */
export async function oauth2(to: Draft, scheme: Scheme, credential: Credential): Promise<void> {
  const { baseUrl, server, fetch, allowPlainHttp = false, timeout } = to.settings;
  if (typeof credential !== 'object' || !('token' in credential)) return bearer(to, scheme, credential);
  const [name, , tokenUrl, refreshUrl] = scheme;
  const base = toBase(baseUrl ?? server);
  const context = { scheme: name, tokenUrl, refreshUrl, baseUrl: base, fetch, allowPlainHttp, timeout };
  const send = to.fetch;
  to.fetch = async (url, init) => {
    const response = await send(url, init);
    // A token that the server did not take is not offered again.
    if (response.status === 401) credential.forget();
    return response;
  };
  return bearer(to, scheme, await credential.token(context));
}

async function token(credential: Credential): Promise<string> {
  return expose((typeof credential === 'function' ? await credential() : credential) as string | Secret);
}

function expose(secret: string | Secret): string {
  return typeof secret === 'string' ? secret : secret.expose();
}
