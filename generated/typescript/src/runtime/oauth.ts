/** Tokens of OAuth 2 (RFC 6749): fetched when needed, once for all calls that wait, and kept until shortly before they expire. */

import type { TokenContext, TokenSource } from './auth.js';
import { toBase64 } from './base64.js';
import { LocalError } from './error.js';
import { isPrivate } from './origin.js';
import { Secret } from './secret.js';
import { escape } from './style.js';

/** A client of an authorization server. */
export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string | Secret;
  /** Scopes to ask for; without them, those that the server gives by itself. */
  readonly scopes?: readonly string[] | undefined;
  /** The token endpoint, where it is not that of the description. */
  readonly tokenUrl?: string | undefined;
}

/** Tokens by client credentials (section 4.4). */
export function clientCredentials(client: OAuthClient): TokenSource {
  return new Source(client, undefined);
}

/** Tokens by a refresh token (section 6). */
export function refreshToken(client: OAuthClient & { readonly refreshToken: string | Secret }): TokenSource {
  return new Source(client, secret(client.refreshToken));
}

/** A token is replaced this long before it expires, so that it does not expire on its way. */
const MARGIN = 30_000;

function secret(text: string | Secret): Secret {
  return text instanceof Secret ? text : new Secret(text);
}

class Source implements TokenSource {
  readonly #client: OAuthClient;
  readonly #secret: Secret;
  #refresh: Secret | undefined;
  #token: Secret | undefined;
  #until = 0;
  #pending: Promise<Secret> | undefined;

  constructor({ clientId, clientSecret, scopes, tokenUrl }: OAuthClient, refresh: Secret | undefined) {
    this.#client = { clientId, clientSecret: '', scopes, tokenUrl };
    this.#secret = secret(clientSecret);
    this.#refresh = refresh;
  }

  token(context: TokenContext): Promise<Secret> {
    if (this.#token && Date.now() < this.#until) return Promise.resolve(this.#token);
    this.#pending ??= this.#fetch(context).finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  forget(): void {
    this.#token = undefined;
  }

  async #fetch(context: TokenContext): Promise<Secret> {
    const { scheme } = context;
    // Without the server's words: they may repeat what was sent.
    const failed = (why: string) => new LocalError(scheme, 'credentials', `the token endpoint ${why}`);
    const url = this.#url(context, failed);
    const form = this.#refresh
      ? [`grant_type=refresh_token`, `refresh_token=${escape(this.#refresh.expose())}`]
      : ['grant_type=client_credentials'];
    const { clientId, scopes = [] } = this.#client;
    if (scopes.length > 0) form.push(`scope=${escape(scopes.join(' '))}`);
    // Section 2.3.1: both halves are form-encoded before they are joined.
    const pair = `${escape(clientId)}:${escape(this.#secret.expose())}`;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      controller.abort();
    }, context.timeout);
    let answer: { access_token?: unknown; expires_in?: unknown; refresh_token?: unknown } | null;
    try {
      const response = await context.fetch(url.href, {
        method: 'POST',
        redirect: 'manual',
        signal: controller.signal,
        headers: {
          Authorization: `Basic ${toBase64(new TextEncoder().encode(pair))}`,
          Accept: 'application/json',
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        body: form.join('&'),
      });
      if (!response.ok) throw failed(`answered with status ${String(response.status)}`);
      answer = (await response.json()) as typeof answer;
    } catch (error) {
      throw error instanceof LocalError ? error : failed('cannot be reached, or did not answer in JSON');
    } finally {
      clearTimeout(timer);
    }
    if (typeof answer?.access_token !== 'string') throw failed('gave no access token');
    this.#token = new Secret(answer.access_token);
    const lasts = Number(answer.expires_in ?? Infinity) * 1000;
    this.#until = Date.now() + (Number.isNaN(lasts) ? 0 : lasts - MARGIN);
    if (typeof answer.refresh_token === 'string') this.#refresh = new Secret(answer.refresh_token);
    return this.#token;
  }

  /** The token URL: the user's, else the description's, which may be relative to the server. */
  #url({ baseUrl, tokenUrl, refreshUrl, allowPlainHttp, scheme }: TokenContext, failed: (why: string) => Error): URL {
    const text = this.#client.tokenUrl ?? (this.#refresh ? (refreshUrl ?? tokenUrl) : tokenUrl);
    if (text === undefined) throw failed('is not known: set tokenUrl');
    let url: URL;
    try {
      url = new URL(text, baseUrl);
    } catch {
      throw failed('has no usable URL');
    }
    if (isPrivate(url) || allowPlainHttp) return url;
    throw new LocalError(scheme, 'plain-http', 'client credentials are not sent over plain HTTP');
  }
}
