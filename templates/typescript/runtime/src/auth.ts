/** Credentials: which ones a call gets, and how they are put on it. */

import { LocalError } from './error.js';
import { setCookie, setHeader } from './header.js';
import type { Draft } from './draft.js';
import type { Operation } from './operation.js';
import { isPrivate } from './origin.js';
import type { Settings } from './settings.js';
import { escape } from './style.js';
import { Secret } from './values.js';

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

/** Puts credentials on a request. */
export type Apply = (
  to: Applied,
  credential: Credential,
  context: Context,
  ...details: never[]
) => void | Promise<void>;

/** A scheme: how its credentials are put on a request. */
export type Scheme = readonly [apply: Apply, ...details: (string | undefined)[]];

interface Context {
  readonly scheme: string;
  readonly settings: Settings;
}

/** Credentials as they go on a request. */
export interface Applied {
  /** Headers of the request, with those of the credentials. */
  readonly headers: Headers;
  /** Puts the credentials that are in the query on a URL. */
  sign?: (url: URL) => void;
  /** Is told that the server did not take them. */
  refused?: () => void;
}

/**
 * The schemes to use for an operation: the first alternative all of whose credentials are there. Going without comes last, since
 * whoever gives credentials means them to be used.
 */
export function choose(
  { credentials, allowPlainHttp }: Settings,
  { security = [[]], id }: Operation,
  url: URL,
): readonly string[] {
  const usable = security.filter((names) => names.every((name) => credentials.has(name)));
  const found = usable.find((names) => names.length > 0) ?? usable[0];
  if (!found) {
    const needed = security.map((names) => names.join(' and ')).join(' or ');
    throw new LocalError(id, 'credentials', `credentials are needed: ${needed}`);
  }
  if (found.length > 0 && !allowPlainHttp && !isPrivate(url)) {
    throw new LocalError(id, 'plain-http', 'credentials are not sent over plain HTTP');
  }
  return found;
}

/** Puts credentials on a request; tokens are fetched and functions asked as needed. */
export async function apply({ settings, operation, headers }: Draft, schemes: readonly string[]): Promise<Applied> {
  const applied: Applied = { headers: new Headers(headers) };
  try {
    for (const scheme of schemes) {
      const credential = settings.credentials.get(scheme);
      const [put, ...details] = settings.package.schemes[scheme] ?? [];
      if (put && credential) await put(applied, credential, { scheme, settings }, ...(details as never[]));
    }
  } catch (error) {
    if (error instanceof LocalError) throw error;
    // What functions of users throw is not passed on: it may hold what they asked with.
    throw new LocalError(operation.id, 'credentials', 'the credentials cannot be used');
  }
  return applied;
}

/** HTTP basic authentication (RFC 7617). */
export function basic(to: Applied, credential: Credential): void {
  const { username, password } = credential as BasicCredentials;
  const pair = new TextEncoder().encode(`${username}:${expose(password)}`);
  setHeader(to.headers, 'Authorization', `Basic ${btoa(String.fromCharCode(...pair))}`);
}

/** A bearer token (RFC 6750). */
export async function bearer(to: Applied, credential: Credential): Promise<void> {
  setHeader(to.headers, 'Authorization', `Bearer ${await token(credential)}`);
}

/** A key in a header. */
export async function keyInHeader(to: Applied, credential: Credential, _: Context, name: string): Promise<void> {
  setHeader(to.headers, name, await token(credential));
}

/** A key in the query. */
export async function keyInQuery(to: Applied, credential: Credential, _: Context, name: string): Promise<void> {
  const { sign } = to;
  const pair = `${escape(name)}=${escape(await token(credential))}`;
  to.sign = (url) => {
    sign?.(url);
    url.search = [url.search.slice(1), pair].filter(Boolean).join('&');
  };
}

/** A key in a cookie. */
export async function keyInCookie(to: Applied, credential: Credential, _: Context, name: string): Promise<void> {
  setCookie(to.headers, `${escape(name)}=${escape(await token(credential))}`);
}

/** OAuth 2: a bearer token, or what fetches it. */
export async function oauth2(
  to: Applied,
  credential: Credential,
  { scheme, settings }: Context,
  tokenUrl?: string,
  refreshUrl?: string,
): Promise<void> {
  if (typeof credential !== 'object' || !('token' in credential)) return bearer(to, credential);
  const { base, fetch, allowPlainHttp = false, timeout } = settings;
  const context = { scheme, tokenUrl, refreshUrl, baseUrl: base, fetch, allowPlainHttp, timeout };
  const { refused } = to;
  // Tokens that the server did not take are not offered again.
  to.refused = () => {
    refused?.();
    credential.forget();
  };
  return bearer(to, await credential.token(context));
}

async function token(credential: Credential): Promise<string> {
  return expose((typeof credential === 'function' ? await credential() : credential) as string | Secret);
}

function expose(secret: string | Secret): string {
  return secret instanceof Secret ? secret.expose() : secret;
}
