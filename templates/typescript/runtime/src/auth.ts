/** Credentials: which ones a call gets, and how they are put on it. */

import { toBase64 } from './base64.js';
import { checkHeader } from './content.js';
import { LocalError } from './error.js';
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
  readonly headers: [name: string, value: string][];
  readonly query: string[];
  readonly cookies: string[];
}

/**
 * The schemes to use for an operation: the first alternative all of whose credentials are there. Going without comes last, since
 * whoever gives credentials means them to be used.
 */
export function choose(
  { credentials, allowPlainHttp }: Settings,
  { security = [], id }: Operation,
  base: URL,
): readonly string[] {
  const found = security.find((names) => names.length > 0 && names.every((name) => credentials.has(name)));
  if (found) {
    if (isPrivate(base) || allowPlainHttp) return found;
    throw new LocalError(id, 'plain-http', 'credentials are not sent over plain HTTP');
  }
  if (security.length === 0 || security.some((names) => names.length === 0)) return [];
  throw new LocalError(
    id,
    'credentials',
    `credentials are needed: ${security.map((names) => names.join(' and ')).join(', or ')}`,
  );
}

/** Puts credentials on a request; tokens are fetched and functions asked as needed. */
export async function apply(settings: Settings, schemes: readonly string[], id: string): Promise<Applied> {
  const applied: Applied = { headers: [], query: [], cookies: [] };
  try {
    for (const scheme of schemes) {
      const credential = settings.credentials.get(scheme);
      const [put, ...details] = settings.package.schemes[scheme] ?? [];
      if (put && credential) await put(applied, credential, { scheme, settings }, ...(details as never[]));
    }
    for (const [name, value] of applied.headers) checkHeader(name, value);
  } catch (error) {
    if (error instanceof LocalError) throw error;
    // What functions of users throw is not passed on: it may hold what they asked with.
    throw new LocalError(
      id,
      'credentials',
      'the credentials cannot be used, or the function that gives them has failed',
    );
  }
  return applied;
}

/** HTTP basic authentication (RFC 7617). */
export function basic(to: Applied, credential: Credential): void {
  const { username, password } = credential as BasicCredentials;
  to.headers.push(['Authorization', `Basic ${toBase64(new TextEncoder().encode(`${username}:${expose(password)}`))}`]);
}

/** A bearer token (RFC 6750). */
export async function bearer(to: Applied, credential: Credential): Promise<void> {
  to.headers.push(['Authorization', `Bearer ${await token(credential)}`]);
}

/** A key in a header. */
export async function keyInHeader(to: Applied, credential: Credential, _: Context, name: string): Promise<void> {
  to.headers.push([name, await token(credential)]);
}

/** A key in the query. */
export async function keyInQuery(to: Applied, credential: Credential, _: Context, name: string): Promise<void> {
  to.query.push(`${escape(name)}=${escape(await token(credential))}`);
}

/** A key in a cookie. */
export async function keyInCookie(to: Applied, credential: Credential, _: Context, name: string): Promise<void> {
  to.cookies.push(`${escape(name)}=${escape(await token(credential))}`);
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
  const { base, fetch, allowPlainHttp, timeout } = settings;
  const context = { scheme, tokenUrl, refreshUrl, baseUrl: base, fetch, allowPlainHttp, timeout };
  return bearer(to, await credential.token(context));
}

async function token(credential: Credential): Promise<string> {
  return expose((typeof credential === 'function' ? await credential() : credential) as string | Secret);
}

/** Tokens that the server did not take are not offered again. */
export function forget({ credentials }: Settings, schemes: readonly string[]): void {
  for (const name of schemes) (credentials.get(name) as Partial<TokenSource>).forget?.();
}

function expose(secret: string | Secret): string {
  return secret instanceof Secret ? secret.expose() : secret;
}
