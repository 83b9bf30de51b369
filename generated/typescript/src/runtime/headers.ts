/** Headers of answers as values: tables say how their text is read. Nothing of this is in a bundle that does not ask for it. */

import { explained } from './codec.js';
import { isNumber, parse, put } from './json.js';
import { convert, object, type Field, type Int64Mode, type Node, type Walk } from './schema.js';

/** What a piece of text can be besides a string; `any` is a number or a boolean. */
export type HeaderText = 'string' | 'number' | 'boolean' | 'any';

/**
 * How a header is read: as a JSON text, as one value, as a list of values, or as names and values; these with what the values of
 * unknown names are, whether a name has `=` before its value and not a comma, and what those of known names are.
 */
export type HeaderForm =
  | readonly ['json']
  | readonly ['text' | 'list', HeaderText]
  | readonly ['object', HeaderText, boolean, readonly (readonly [name: string, text: HeaderText])[]];

/** The headers of an answer, or an object of their values. */
export function headers(walk: Walk, value: unknown, fields: readonly Field[], forms: readonly HeaderForm[]): object {
  if (!(value instanceof Headers)) return object(walk, value, fields);
  const found = {};
  fields.forEach(([name], index) => {
    const text = value.get(name);
    const form = forms[index];
    if (text !== null && form) put(found, name, read(form, trimmed(text)));
  });
  return object(walk, found, fields);
}

/**
 * Reads the headers of an answer, or of an `ApiError`. The type is the one of the schema's name. Throws a `TypeError` that names the
 * header which is missing or malformed.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export function decodeHeaders<T = unknown>(from: Headers, schema: Node, int64: Int64Mode = 'number'): T {
  return explained(() => convert(schema, { out: false, int64, path: [] }, from)) as T;
}

/** The value of a header. What has not its form stays a text, which the schema of the property refuses. */
function read(form: HeaderForm, text: string): unknown {
  switch (form[0]) {
    case 'json':
      return document(text);
    case 'text':
      return scalar(form[1], text);
    case 'list':
      return pieces(text).map((piece) => scalar(form[1], piece));
    case 'object': {
      const [, others, explode, known] = form;
      const result = {};
      for (const [name, value] of pairs(pieces(text), explode)) {
        if (value === undefined) return text;
        put(result, name, scalar(known.find(([own]) => own === name)?.[1] ?? others, value));
      }
      return result;
    }
  }
}

function scalar(kind: HeaderText, piece: string): unknown {
  if ((kind === 'boolean' || kind === 'any') && (piece === 'true' || piece === 'false')) return piece === 'true';
  return (kind === 'number' || kind === 'any') && isNumber(piece) ? parse(piece) : piece;
}

function document(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return text;
  }
}

/** What has commas between, without what is empty (RFC 9110, section 5.6.1). */
function pieces(text: string): string[] {
  const all = text.split(',').map(trimmed);
  return all.filter((piece) => piece !== '');
}

/** Names and values; no value where there is none. */
function pairs(all: string[], explode: boolean): [name: string, value: string | undefined][] {
  if (!explode) return all.flatMap((name, index) => (index % 2 ? [] : [[name, all[index + 1]]]));
  return all.map((piece) => {
    const at = piece.indexOf('=');
    return at < 0 ? [piece, undefined] : [piece.slice(0, at), piece.slice(at + 1)];
  });
}

function trimmed(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '');
}
