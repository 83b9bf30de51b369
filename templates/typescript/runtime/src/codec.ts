/** Reading and writing whole values by their schemas. */

import { parse, stringify } from './json.js';
import { convert, Mismatch, type Int64Mode, type Node, type Schema } from './schema.js';

/** Reads a JSON text. */
export function decode(text: string, schema: Node, int64: Int64Mode | undefined): unknown {
  let value: unknown;
  try {
    value = parse(text);
  } catch {
    throw new Mismatch('not JSON');
  }
  return convert(schema, { out: false, int64, path: [], source: { text } }, value);
}

/** A value as plain data for `stringify` and for parameters. */
export function encode(value: unknown, schema: Node): unknown {
  return convert(schema, { out: true, int64: 'bigint', path: [] }, value);
}

/** The JSON text of a value. */
export function encodeText(value: unknown, schema: Node): string {
  return stringify(encode(value, schema));
}

/**
 * Reads a JSON text as a value of a model, outside of calls: of files, webhooks, tests. The type is the one of the schema's name.
 * Throws a `TypeError` that names the place where the text does not fit.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export function decodeJson<T = unknown>(text: string, schema: Schema, int64?: Int64Mode): T {
  return explained(() => decode(text, schema, int64)) as T;
}

/** Writes a value of a model as a JSON text; throws a `TypeError` that names the place where it does not fit. */
export function encodeJson(value: unknown, schema: Schema): string {
  return explained(() => encodeText(value, schema));
}

/** Fails in the words of the interface for users. */
export function explained<R>(work: () => R): R {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    throw new TypeError(`${error.path}: ${error.message}`, { cause: error });
  }
}
