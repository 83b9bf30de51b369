/** Signatures of webhooks: what the server sends is verified byte for byte before it is read. */

import { fromBase64, toBase64 } from './base64.js';
import { decode } from './codec.js';
import { Mismatch, type Int64Mode, type Schema } from './schema.js';

/** How a payload is signed. What is left out does not apply. */
export interface Signature {
  readonly algorithm: 'sha1' | 'sha256' | 'sha512';
  readonly header: string;
  readonly encoding: 'hex' | 'base64';
  readonly content: string;
  readonly prefix?: string;
  readonly separator?: string;
  readonly timestampHeader?: string;
  readonly timestampPrefix?: string;
  readonly timestampFormat?: 'date-time';
  readonly tolerance?: number;
  readonly keyEncoding?: 'base64';
  readonly keyPrefix?: string;
}

/** The headers of a request, in any case: those of `fetch`, or an object as in Node.js. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** Why a webhook is not taken. */
export type WebhookReason =
  'secret' | 'missing header' | 'malformed header' | 'no signature fits' | 'too old' | 'in the future' | 'body';

/** What came is not what the server sent, or not as described. Neither secrets nor signatures are in it. */
export class WebhookError extends Error {
  /** What is wrong. */
  readonly reason: WebhookReason;
  /** The header that is missing or malformed. */
  readonly header: string | undefined;

  constructor(reason: WebhookReason, message: string, header?: string) {
    super(message);
    this.reason = reason;
    this.header = header;
  }

  /** The name of the class, which is lost where bundles are minified. */
  override get name(): string {
    return 'WebhookError';
  }
}

/** What a verification can be told. */
export interface VerifyOptions {
  /** Another time than the present one, for tests. */
  readonly now?: Date;
  /** What whole numbers of 64 bits become. */
  readonly int64?: Int64Mode;
}

/** A webhook whose payload is signed. */
export class Webhook<T> {
  readonly #schema: Schema;
  readonly #signature: Signature;

  constructor(schema: Schema, signature: Signature) {
    this.#schema = schema;
    this.#signature = signature;
  }

  /**
   * Verifies that the server sent a body, and reads it. The bytes must be as they came: a text that was read and written again has
   * another signature. Several secrets are for the time in which the old one and the new one are used. Rejects with a
   * `WebhookError`.
   */
  async verify(
    headers: WebhookHeaders,
    body: Uint8Array | string,
    secrets: string | readonly string[],
    { now = new Date(), int64 = 'number' }: VerifyOptions = {},
  ): Promise<T> {
    const bytes = typeof body === 'string' ? utf8(body) : body;
    await verify(this.#signature, headers, bytes, typeof secrets === 'string' ? [secrets] : secrets, now);
    try {
      return decode(textOf(bytes), this.#schema, int64) as T;
    } catch (error) {
      if (!(error instanceof Mismatch)) throw error;
      throw new WebhookError('body', `the body is not as described: ${error.path}: ${error.message}`);
    }
  }
}

type Bytes = Uint8Array<ArrayBuffer>;

const SIZES = { sha1: 20, sha256: 32, sha512: 64 };
const VISIBLE = /^[\t\x20-\x7e]+$/;
const HEX = /^[0-9A-Fa-f]*$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const UNIX = /^[0-9]{1,12}$/;
const DATE_TIME =
  /^(\d{4}-\d\d-(\d\d))T((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.\d{1,9})?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

async function verify(
  signature: Signature,
  headers: WebhookHeaders,
  body: Uint8Array,
  secrets: readonly string[],
  now: Date,
): Promise<void> {
  if (secrets.length === 0) throw new WebhookError('secret', 'there is no secret');
  const keys = secrets.map((secret) => keyOf(signature, secret));
  const value = headerOf(headers, signature.header);
  const { separator } = signature;
  const entries = separator === undefined ? [value] : value.split(separator).map(trimmed);
  const codes = entries.map((entry) => codeOf(signature, entry)).filter((code) => code !== undefined);
  if (codes.length === 0) throw malformed(signature.header);
  const timestamp = timestampOf(signature, headers, entries);
  const content = contentOf(signature, headers, body, timestamp?.text ?? '');
  // Each code is compared with each key, so that the time does not tell which one fits.
  const subtle = await webCrypto();
  const fits: boolean[] = [];
  for (const bytes of keys) {
    const hash = signature.algorithm.replace('sha', 'SHA-');
    const key = await subtle.importKey('raw', bytes, { name: 'HMAC', hash }, false, ['verify']);
    for (const code of codes) fits.push(await subtle.verify('HMAC', key, code, content));
  }
  if (!fits.includes(true)) throw new WebhookError('no signature fits', 'no signature fits');
  if (!timestamp) return;
  const { tolerance = 0 } = signature;
  const age = Math.floor(now.getTime() / 1000) - timestamp.seconds;
  if (age > tolerance) throw new WebhookError('too old', `the signature is older than ${tolerance} s`);
  if (-age > tolerance) throw new WebhookError('in the future', `the signature is more than ${tolerance} s ahead`);
}

/** The platform's cryptography. Node.js 18 has it in a module only, whose name bundlers must not look for. */
async function webCrypto(): Promise<SubtleCrypto> {
  const { crypto } = globalThis as { crypto?: { subtle?: SubtleCrypto } };
  if (crypto?.subtle) return crypto.subtle;
  const name = 'node:crypto';
  const module = (await import(/* webpackIgnore: true */ /* @vite-ignore */ name)) as { webcrypto: Crypto };
  return module.webcrypto.subtle;
}

function keyOf({ keyEncoding, keyPrefix = '' }: Signature, secret: string): Bytes {
  let key: Uint8Array | undefined = utf8(secret);
  if (keyEncoding === 'base64') {
    const text = secret.startsWith(keyPrefix) ? secret.slice(keyPrefix.length) : secret;
    key = BASE64.test(text) ? fromBase64(text) : undefined;
    if (!key) throw new WebhookError('secret', 'a secret is not base64');
  }
  if (key.length === 0) throw new WebhookError('secret', 'a secret is empty');
  return new Uint8Array(key);
}

/** The code of an entry, if it is one. */
function codeOf({ algorithm, encoding, prefix = '' }: Signature, entry: string): Bytes | undefined {
  if (!entry.startsWith(prefix)) return undefined;
  const text = entry.slice(prefix.length);
  const size = SIZES[algorithm];
  if (encoding === 'hex') {
    if (text.length !== 2 * size || !HEX.test(text)) return undefined;
    return Uint8Array.from({ length: size }, (_, index) => parseInt(text.slice(2 * index, 2 * index + 2), 16));
  }
  const bytes = text.length === 4 * Math.ceil(size / 3) && BASE64.test(text) ? fromBase64(text) : undefined;
  if (!bytes) return undefined;
  // What would be written otherwise fits nothing.
  return toBase64(bytes) === text ? new Uint8Array(bytes) : new Uint8Array();
}

/** The time as it is written and in seconds since 1970, where one is signed. */
function timestampOf(
  signature: Signature,
  headers: WebhookHeaders,
  entries: readonly string[],
): { text: string; seconds: number } | undefined {
  const { header, timestampHeader, timestampPrefix } = signature;
  let text: string | undefined;
  if (timestampHeader !== undefined) text = headerOf(headers, timestampHeader);
  else if (timestampPrefix !== undefined) {
    const times = entries.filter((entry) => entry.startsWith(timestampPrefix));
    text = times.length === 1 ? times[0]?.slice(timestampPrefix.length) : undefined;
  } else return undefined;
  const seconds = text === undefined ? NaN : secondsOf(signature, text);
  if (text === undefined || Number.isNaN(seconds)) throw malformed(timestampHeader ?? header);
  return { text, seconds };
}

function secondsOf({ timestampFormat }: Signature, text: string): number {
  if (timestampFormat === undefined) return UNIX.test(text) ? Number(text) : NaN;
  const [, date = '', day, time = '', offset = ''] = DATE_TIME.exec(text) ?? [];
  // A day that the month does not have would become one of the next month.
  const isDay = new Date(Date.parse(`${date}T00:00:00Z`)).getUTCDate() === Number(day);
  return isDay ? Date.parse(`${date}T${time}${offset}`) / 1000 : NaN;
}

/** What is signed. Every other piece of the description is a name in braces. */
function contentOf(signature: Signature, headers: WebhookHeaders, body: Uint8Array, timestamp: string): Bytes {
  const pieces = signature.content.split(/[{}]/).map((piece, index) => {
    if (index % 2 === 0) return utf8(piece);
    if (piece === 'body') return body;
    return utf8(piece === 'timestamp' ? timestamp : headerOf(headers, piece.slice('header:'.length)));
  });
  const content = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    content.set(piece, at);
    at += piece.length;
  }
  return content;
}

/** The value of a header that must be there once. */
function headerOf(headers: WebhookHeaders, name: string): string {
  const isOfFetch = typeof headers.forEach === 'function';
  const entries = isOfFetch ? [...(headers as Headers)] : Object.entries(headers as Exclude<WebhookHeaders, Headers>);
  const own = entries.filter(([key]) => key.toLowerCase() === name.toLowerCase());
  const values = own.flatMap(([, value]) => value ?? []);
  if (values.length === 0) throw new WebhookError('missing header', `the header ${name} is missing`, name);
  const value = trimmed(values[0] ?? '');
  if (values.length > 1 || !VISIBLE.test(value)) throw malformed(name);
  return value;
}

function malformed(header: string): WebhookError {
  return new WebhookError('malformed header', `the header ${header} is malformed`, header);
}

function trimmed(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '');
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Mismatch('the text is not UTF-8');
  }
}
