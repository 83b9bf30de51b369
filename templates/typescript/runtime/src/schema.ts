/**
 * Schemas: what values look like on the wire, as plain data.
 *
 * Models are plain interfaces with the property names of the wire. Most values need no conversion at all, but some do (bytes,
 * secrets, integers beyond 2^53), a property that is `null` where it may only be absent is read as absent, and what does not fit
 * has to be refused with its place. One small table for each type does all of that in both directions. A table is data that names
 * the functions it needs, so that a bundle holds only those, and nothing runs when a package is loaded.
 */

import { kindOf } from './json.js';

/** How 64-bit integers are read. */
export type Int64Mode = 'number' | 'bigint';

/** A way through a value. */
export interface Walk {
  /** Towards the wire. */
  readonly out: boolean;
  readonly int64: Int64Mode | undefined;
  readonly path: (string | number)[];
  /** What is read: its text, and the same with all numbers as their digits, where that was asked for. */
  readonly source?: { readonly text: string; digits?: unknown };
}

/** Makes one value of another; throws a {@link Mismatch}. */
export type Convert = (walk: Walk, value: unknown, ...details: never[]) => unknown;

/** A schema: a function with what it has to know; or a type by its name, as types refer to one another in circles. */
export type Node = readonly [convert: Convert, ...details: unknown[]] | (() => Node);

/**
 * The schema of a model. It does not say of which one: the compiler would compare all types that a list of schemas mentions with
 * one another, which takes it minutes where there are thousands.
 */
export type Schema = Node;

/** A value does not fit its schema. */
export class Mismatch extends Error {
  /** The place of the value, as in `$.items[0].name`. */
  declare readonly path: string;

  constructor(message: string, path: readonly (string | number)[] = []) {
    super(message);
    const steps = path.map((step) =>
      /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(String(step)) ? `.${step}` : `[${JSON.stringify(step)}]`,
    );
    this.path = `$${steps.join('')}`;
  }
}

/** Fails; may stand where a value is expected. */
export function fail(walk: Walk, expected: string, found: unknown): never {
  throw new Mismatch(`${kindOf(found)} where ${expected} was expected`, walk.path);
}

/** Converts a value. */
export function convert(node: Node, walk: Walk, value: unknown): unknown {
  if (typeof node === 'function') return convert(node(), walk, value);
  return node[0](walk, value, node[1] as never, node[2] as never, node[3] as never);
}

/** Converts a part of a value. */
function step(node: Node, walk: Walk, key: string | number, value: unknown): unknown {
  walk.path.push(key);
  const result = convert(node, walk, value);
  walk.path.pop();
  return result;
}

/** A property of the value's own or of its class, but none that every object has. */
export function get(value: unknown, name: string): unknown {
  const known = Object.hasOwn(value as object, name) || !(name in Object.prototype);
  return known ? (value as Record<string, unknown>)[name] : undefined;
}

/** An array. */
export function array(walk: Walk, value: unknown, item: Node): unknown[] {
  if (!Array.isArray(value)) return fail(walk, 'an array', value);
  return value.map((one, index) => step(item, walk, index, one));
}

/** What has no schema is not looked at. */
const ANY: Node = [(_, value) => value];

/** An array whose first items have schemas of their own. Further ones without a schema are ignored. */
export function tuple(walk: Walk, value: unknown, items: readonly Node[], rest?: Node): unknown[] {
  if (!Array.isArray(value) || value.length < items.length) {
    return fail(walk, `an array of ${String(items.length)} items`, value);
  }
  const known = rest ? value : value.slice(0, items.length);
  return known.map((one, index) => step(items[index] ?? rest ?? ANY, walk, index, one));
}

/** The value, or `null`. */
export function nullable(walk: Walk, value: unknown, inner: Node): unknown {
  return value === null ? null : convert(inner, walk, value);
}

/** Another name for a schema. */
export function alias(walk: Walk, value: unknown, inner: Node): unknown {
  return convert(inner, walk, value);
}

/** One of a closed list of values. */
export function oneOf(walk: Walk, value: unknown, values: readonly unknown[]): unknown {
  return values.includes(value) ? value : fail(walk, `one of ${values.join(', ')}`, value);
}

/** An object whose keys are free. */
export function map(walk: Walk, value: unknown, item: Node): object {
  return openObject(walk, value, [], item);
}

/**
 * A property: its name, its schema, whether it must be there (1) and whether it may be `null` (2) or both (3) or as the schema says
 * (4), and the only value it can have, which is sent without being asked for.
 */
export type Field = readonly [name: string, schema: Node, presence?: number, constant?: unknown];

/** An object with known properties; others are ignored. */
export function object(walk: Walk, value: unknown, fields: readonly Field[]): object {
  if (kindOf(value) !== 'object') return fail(walk, 'an object', value);
  const entries: [name: string, item: unknown][] = [];
  for (const [name, schema, presence = 0, constant] of fields) {
    const given = get(value, name);
    const item = given === undefined ? constant : given;
    if (item === undefined || (item === null && presence < 2)) {
      // `null` where a property may only be absent is read as absent.
      if (presence % 2 || (item === null && walk.out)) step(ABSENT, walk, name, item);
    } else {
      entries.push([name, item === null && presence < 4 ? null : step(schema, walk, name, item)]);
    }
  }
  // To this, `__proto__` is a name like any other.
  return Object.fromEntries(entries);
}

/** What has to be there and is not. */
const ABSENT: Node = [(walk, value) => fail(walk, 'a value', value)];

/** An object that keeps further properties, all of one schema. */
export function openObject(walk: Walk, value: unknown, fields: readonly Field[], rest: Node): object {
  return object(walk, value, [...fields, ...further(value, fields).map((name): Field => [name, rest, 4])]);
}

/** The names of an object's properties that are not known. */
function further(value: unknown, fields: readonly Field[]): string[] {
  const known = new Set(fields.map(([name]) => name));
  // A text has keys, too, as many as letters.
  return Object.keys(kindOf(value) === 'object' ? (value as object) : {}).filter((name) => !known.has(name));
}

/** An object that keeps further properties: by the patterns that their names match, the others by `rest`, if there is one. */
export function patternObject(
  walk: Walk,
  value: unknown,
  fields: readonly Field[],
  rest: Node | undefined,
  patterns: readonly (readonly [pattern: string, schema: Node])[],
): object {
  const matched = further(value, fields).flatMap((name): Field[] => {
    const schema = patterns.find(([own]) => matches(own, name))?.[1] ?? rest;
    return schema ? [[name, schema, 4]] : [];
  });
  return object(walk, value, [...fields, ...matched]);
}

/** A pattern that JavaScript does not know matches nothing. */
function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch {
    return false;
  }
}
