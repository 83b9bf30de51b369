/** Schemas of unions: values of one of several types. What fits none is kept as it came. */

import { kindOf, put } from './json.js';
import { convert, fail, get, Mismatch, type Node, type Walk } from './schema.js';
import { Secret } from './secret.js';
import { UnrecognizedValue } from './values.js';

/** Kinds of JSON values. */
export type Kind = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** A property that speaks for a case: it is there, or it has one of these values. */
export type Evidence = readonly [property: string, values?: readonly unknown[]];

/** A value that fits no case. */
function unrecognized(walk: Walk, value: unknown): unknown {
  if (!walk.out) return new UnrecognizedValue(value);
  return value instanceof UnrecognizedValue ? value.value : fail(walk, 'a case of the union', value);
}

/** The cases differ by the string under a property. */
export function byTag(
  walk: Walk,
  value: unknown,
  tag: string,
  cases: readonly (readonly [tags: readonly string[], schema: Node])[],
): unknown {
  const found = kindOf(value) === 'object' && cases.find(([tags]) => tags.includes(get(value, tag) as string));
  if (!found) return unrecognized(walk, value);
  const result = convert(found[1], walk, value) as object;
  // The type of the case may not have the property.
  if (!Object.hasOwn(result, tag)) put(result, tag, get(value, tag));
  return result;
}

/** The cases of a union by the kinds of their values; a whole number is an integer, which cases of numbers name as well. */
export type KindCases = readonly (readonly [kinds: readonly Kind[], schema: Node])[];

/** The cases are of different kinds. */
export function byKind(walk: Walk, value: unknown, cases: KindCases, kind = kindOf(value)): unknown {
  const own = typeof value === 'bigint' || Number.isInteger(value) ? 'integer' : kind;
  const found = cases.find(([kinds]) => kinds.includes(own as Kind));
  // A value that was not recognized is an object, but not one of the wire.
  return found && !(value instanceof UnrecognizedValue) ? convert(found[1], walk, value) : unrecognized(walk, value);
}

/** The cases are of different kinds, and what is a text in JSON may be an instance of a class. */
export function byKindOrClass(walk: Walk, value: unknown, cases: KindCases): unknown {
  const isText = value instanceof Uint8Array || value instanceof Secret || value instanceof Date;
  return byKind(walk, value, cases, isText ? 'string' : undefined);
}

/** The cases differ by their properties: the first all of whose evidence is found and that fits, then the first that fits. */
export function byStructure(
  walk: Walk,
  value: unknown,
  cases: readonly (readonly [evidence: readonly Evidence[], schema: Node])[],
): unknown {
  if (value instanceof UnrecognizedValue) return unrecognized(walk, value);
  const proven = cases.filter(([evidence]) => evidence.length > 0 && evidence.every((one) => holds(one, value)));
  for (const [, schema] of [...proven, ...cases]) {
    try {
      return convert(schema, { ...walk, path: [...walk.path] }, value);
    } catch (error) {
      if (!(error instanceof Mismatch)) throw error;
    }
  }
  return unrecognized(walk, value);
}

function holds([property, values]: Evidence, value: unknown): boolean {
  const found = kindOf(value) === 'object' ? get(value, property) : undefined;
  return found !== undefined && (!values || values.includes(typeof found === 'bigint' ? Number(found) : found));
}
