/** Contents of requests, each sent as often as a call is tried. */

import { encode, encodeText } from './codec.js';
import { isNode } from './agent.js';
import { checkHeader, setHeaders } from './header.js';
import type { Draft } from './draft.js';
import { RedirectError } from './error.js';
import type { Body, ParameterDetails } from './operation.js';
import { uuid } from './random.js';
import { get, Mismatch } from './schema.js';
import { any } from './scalars.js';
import { query, scalar } from './style.js';

/** Bytes that are there, or come as a stream. A stream can be read once only, so that such a call is not tried again. */
export type BinaryData =
  string | ArrayBuffer | Uint8Array | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * A body of bytes. A function is called for each attempt. Files are streamed from the disk: in Node.js by
 * `await fs.openAsBlob(path)` or `() => fs.createReadStream(path)`.
 */
export type Binary = BinaryData | (() => BinaryData | Promise<BinaryData>);

/** What `fetch` takes for a body. */
type Content = string | Uint8Array | Blob | ReadableStream<Uint8Array>;

/** The part of a request that is its body. */
export type Sent = Pick<RequestInit, 'body' | 'redirect'> & { duplex?: 'half' };

/** A body of a `GET` or `HEAD`: `fetch` sends none. */
export function unsendableBody(): never {
  throw new Mismatch('fetch sends no body with this method');
}

/** A body that may be left out. */
export function optionalBody(draft: Draft, [, , { cases = [] } = {}]: Body, value: unknown): void {
  if (value !== undefined) for (const body of cases) body[0](draft, body, value);
}

/** A JSON text. */
export function jsonBody(draft: Draft, [, type, { schema = any } = {}]: Body, value: unknown): void {
  fixed(draft, type, encodeText(value, schema));
}

/** Text in UTF-8. */
export function textBody(draft: Draft, [, type]: Body, value: unknown): void {
  if (typeof value !== 'string') throw new Mismatch('a body of text is a string');
  fixed(draft, type, value);
}

/** `application/x-www-form-urlencoded`: the properties of an object. */
export function formBody(draft: Draft, [, type, { schema = any, encodings = {} } = {}]: Body, value: unknown): void {
  const pairs = Object.entries(encode(value, schema) as object).flatMap(([name, item]: [string, unknown]) => {
    const {
      style = 'form',
      explode = true,
      reserved = false,
      json = false,
    } = (get(encodings, name) as ParameterDetails | undefined) ?? {};
    return query(name, json ? encodeText(item, any) : item, style, explode, reserved);
  });
  fixed(draft, type, pairs.join('&'));
}

/** Bytes. */
export function binaryBody(draft: Draft, [, type]: Body, value: unknown): void {
  streamed(draft, type, [value as Binary], async () => toBody(value as Binary));
}

/** A content that is sent with each attempt. */
function attach(draft: Draft, type: string, open: () => Sent | Promise<Sent>): void {
  const { headers, fetch } = draft;
  setHeaders(headers, { 'Content-Type': type });
  draft.fetch = async (url, init) => fetch(url, { ...init, ...(await open()) });
}

/** A text that is the same for all attempts. */
export function fixed(draft: Draft, type: string, body: string): void {
  attach(draft, type, () => ({ body }));
}

/** A content that may be large. */
function streamed(draft: Draft, type: string, pieces: readonly Binary[], body: () => Promise<Content>): void {
  const { operation, fetch } = draft;
  if (pieces.some(isStream)) draft.operation = { ...operation, retry: 'never' };
  draft.fetch = async (url, init) => {
    try {
      return await fetch(url, init);
    } catch (error) {
      const isRedirect =
        (error as { cause?: { message?: string } } | undefined)?.cause?.message === 'unexpected redirect';
      throw isRedirect ? new RedirectError(operation.id, 0, 'method') : error;
    }
  };
  attach(draft, type, async () => sent(await body()));
}

function sent(body: Content): Sent {
  const result: Sent = { body: body as NonNullable<RequestInit['body']> };
  if (body instanceof ReadableStream) result.duplex = 'half';
  // Of a body that is streamed Node.js keeps all that it has sent, unless a redirect is an error (nodejs/undici#4058).
  if (isNode() && typeof body === 'object' && !(body instanceof Uint8Array)) result.redirect = 'error';
  return result;
}

/** Whether data can be read once only. */
function isStream(data: Binary): data is ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> {
  return data instanceof ReadableStream || (typeof data === 'object' && Symbol.asyncIterator in data);
}

async function toBody(binary: Binary): Promise<Content> {
  const data = typeof binary === 'function' ? await binary() : binary;
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (!isStream(data) || data instanceof ReadableStream) return data;
  return toStream(data);
}

function toStream(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

/** A file to send as a part of a multipart body: a `Blob` or `File`, or any bytes with a name. */
export type Upload =
  | Blob
  | {
      /** The bytes. */
      readonly content: Binary;
      /** The name of the file; quoted so that it cannot break out of its header. */
      readonly fileName?: string | undefined;
      /** The content type; without it, that of the description or `application/octet-stream`. */
      readonly contentType?: string | undefined;
    };

/** `multipart/form-data` (RFC 7578). */
export function multipartBody(draft: Draft, [, , { parts = [] } = {}]: Body, value: unknown): void {
  if (typeof value !== 'object' || value === null) throw new Mismatch('a multipart body is an object of its parts');
  // 122 random bits: no content has them by chance.
  const boundary = `sdk-${uuid()}`;
  const pieces: Binary[] = [];
  const add = (name: string, type: string | undefined, fileName: string | undefined, content: Binary) => {
    checkHeader('Content-Type', type ?? '');
    const file = fileName === undefined ? '' : `; filename="${quote(fileName)}"`;
    const typed = type === undefined ? '' : `\r\nContent-Type: ${type}`;
    pieces.push(
      `--${boundary}\r\nContent-Disposition: form-data; name="${quote(name)}"${file}${typed}\r\n\r\n`,
      content,
      '\r\n',
    );
  };
  for (const { name, as, schema = any, repeated = false, required = false, contentType } of parts) {
    const given = get(value, name);
    if (given === undefined && required) throw new Mismatch('nothing where a part was expected', [name]);
    const list = given === undefined ? [] : repeated ? (given as unknown[]) : [given];
    for (const item of list) {
      if (as === 'text') add(name, contentType, undefined, scalar(encode(item, schema)));
      else if (as === 'json') add(name, contentType ?? 'application/json', undefined, encodeText(item, schema));
      else {
        const file = item as Upload;
        const blob = file instanceof Blob;
        const own = blob ? file.type : file.contentType;
        const type = own === undefined || own === '' ? (contentType ?? 'application/octet-stream') : own;
        const fileName = blob ? (file as Blob & { name?: string }).name : file.fileName;
        add(name, type, fileName ?? 'blob', blob ? file : file.content);
      }
    }
  }
  pieces.push(`--${boundary}--\r\n`);
  const type = `multipart/form-data; boundary=${boundary}`;
  streamed(draft, type, pieces, async () => join(await Promise.all(pieces.map(toBody))));
}

/** One after another: a `Blob`, whose length is known, unless a piece is a stream. */
function join(pieces: Content[]): Content {
  if (!pieces.some((piece) => piece instanceof ReadableStream)) return new Blob(pieces as BlobPart[]);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) {
      const stream = piece instanceof ReadableStream ? piece : new Blob([piece as BlobPart]).stream();
      const reader = stream.getReader();
      for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
    }
  }
  return toStream(chunks());
}

/** Quotes as browsers do: the three characters that could end the parameter are percent-encoded, other controls become `_`. */
function quote(text: string): string {
  return text.replace(/["\r\n]/g, (c) => (c === '"' ? '%22' : c === '\r' ? '%0D' : '%0A')).replace(/\p{Cc}/gu, '_');
}
