/** Types of others, which know nothing of schemas. */

import { kindOf } from './json.js';
import { convert, fail, get, Mismatch, type Node, type Walk } from './schema.js';

/** What becomes plain data by itself. */
interface Plain {
  toJSON(): unknown;
}

/** A class of others: an instance is made of plain data by `fromJSON`, or else by the constructor, and becomes it by `toJSON`. */
export type ForeignClass =
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  (new (value: any) => Plain) | { readonly prototype: Plain; fromJSON(value: any): Plain };

/** What makes values of plain data and plain data of values, of a type that does not do so by itself. */
export interface ForeignCodec<T> {
  decode(value: unknown): T;
  encode(value: T): unknown;
  /** Whether a value is of the type. */
  is(value: unknown): boolean;
}

/** An instance of a class of others. */
export function foreign(walk: Walk, value: unknown, of: ForeignClass): unknown {
  const held = of as new (value: unknown) => Plain;
  if (!walk.out) return made(walk, value, held.name, () => ('fromJSON' in of ? of.fromJSON(value) : new held(value)));
  return value instanceof held ? value.toJSON() : fail(walk, `a value of ${held.name}`, value);
}

/** A value that a codec of others reads and writes. */
export function foreignBy<T>(walk: Walk, value: unknown, codec: ForeignCodec<T>, name: string): unknown {
  if (!walk.out) return made(walk, value, name, () => codec.decode(value));
  return codec.is(value) ? codec.encode(value as T) : fail(walk, `a value of ${name}`, value);
}

/** What others make of a value; how they fail is not told, since it may quote the value. */
function made<T>(walk: Walk, value: unknown, name: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof Mismatch) throw error;
    return fail(walk, `a value of ${name}`, value);
  }
}

/** A case of a union whose values are of others: how they are known, their schema, and the tags they have. */
export type ForeignCase = readonly [is: (value: unknown) => boolean, schema: Node, tags?: readonly string[]];

/** A union with cases of others: such a value says itself of which case it is, and has no property that would. */
export function unionWith(
  walk: Walk,
  value: unknown,
  cases: readonly ForeignCase[],
  union: Node,
  tag?: string,
): unknown {
  const found = cases.find(([is, , tags = []]) =>
    walk.out ? is(value) : tag !== undefined && kindOf(value) === 'object' && tags.includes(get(value, tag) as string),
  );
  if (!found) return convert(union, walk, value);
  const result = convert(found[1], walk, value);
  const lacks = walk.out && tag !== undefined && kindOf(result) === 'object' && get(result, tag) === undefined;
  return lacks ? { [tag]: found[2]?.[0], ...(result as object) } : result;
}
