/** Streams of values: server-sent events (WHATWG HTML, section 9.2) and JSON texts, one a line. */

import { decode } from './codec.js';
import { stream, unfit, type Reply } from './reply.js';
import { Mismatch, type Node } from './schema.js';

/** A server-sent event. */
export interface ServerEvent<T> {
  /** Its data. */
  readonly data: T;
  /** Its type; `message` if the server gave none. */
  readonly event: string;
  /** The last id that the server gave, on this event or an earlier one; servers take it as `Last-Event-ID`. */
  readonly id: string;
  /** How long the server asks to wait before connecting again, in milliseconds. */
  readonly retry: number | undefined;
}

/** Values as they come. It can be read once; whoever stops reading ends the transfer. */
export type Stream<T> = AsyncGenerator<T, void, undefined>;

/** Hands out events, the data of each a JSON text. The event `[DONE]`, by which some servers end a stream, ends it. */
export function eventStream(reply: Reply, schema: Node): Stream<ServerEvent<unknown>> {
  return events(reply, lines(reply, /\r\n|\n|\r(?!$)/), schema);
}

async function* events(reply: Reply, source: AsyncIterable<string>, schema: Node): Stream<ServerEvent<unknown>> {
  let data: string[] = [];
  let [event, id]: [string, string] = ['', ''];
  let retry: number | undefined;
  for await (const line of source) {
    if (line !== '') {
      const [, name = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
      if (name === 'data') data.push(value);
      else if (name === 'event') event = value;
      else if (name === 'id' && !value.includes('\0')) id = value;
      else if (name === 'retry' && /^\d+$/.test(value)) retry = Number(value);
      continue;
    }
    const text = data.join('\n');
    const own = { event: event || 'message', id, retry };
    const isEmpty = data.length === 0;
    [data, event, retry] = [[], '', undefined];
    if (isEmpty) continue;
    if (text === '[DONE]') return;
    yield { data: piece(reply, text, schema), ...own };
  }
}

/** Hands out JSON texts, one a line, or each after a record separator (RFC 7464). Empty lines are skipped. */
export function jsonLines(reply: Reply, schema: Node): Stream<unknown> {
  return values(reply, lines(reply, /\n/, true), schema);
}

async function* values(reply: Reply, source: AsyncIterable<string>, schema: Node): Stream<unknown> {
  for await (const line of source) {
    // eslint-disable-next-line no-control-regex
    const text = line.replace(/^[\s\x1e]+|[\s\x1e]+$/g, '');
    if (text !== '') yield piece(reply, text, schema);
  }
}

/** A value of a JSON text. */
function piece(reply: Reply, text: string, schema: Node): unknown {
  try {
    return decode(text, schema, reply.settings.int64);
  } catch (error) {
    throw unfit({ ...reply, rawBody: new TextEncoder().encode(text) }, error);
  }
}

/** The lines of a body; what stands after the last end of a line is one only where `rest` says so. */
async function* lines(reply: Reply, end: RegExp, rest = false): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  const { bodyLimit } = reply.settings;
  let pending: string[] = [];
  let length = 0;
  for await (const chunk of stream(reply)) {
    const text = decoder.decode(chunk, { stream: true });
    length += text.length;
    if (length > bodyLimit) throw unfit(reply, new Mismatch(`a line of more than ${String(bodyLimit)} bytes`));
    // Pieces of a long line are not searched again and again; an end may be cut in two.
    const cut = (pending.at(-1) ?? '').endsWith('\r');
    pending.push(text);
    if (!cut && !end.test(text)) continue;
    const found = pending.join('').split(end);
    const last = found.pop() ?? '';
    yield* found;
    pending = [last];
    length = last.length;
  }
  const last = pending.join('') + decoder.decode();
  if (rest) yield last;
  else if (last.endsWith('\r')) yield last.slice(0, -1);
}
