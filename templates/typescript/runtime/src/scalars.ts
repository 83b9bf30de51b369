/** Schemas of values without parts. */

import { fromBase64, toBase64, urlSafe } from './base64.js';
import { Digits, isNumber, parse } from './json.js';
import { convert, fail, type Node, type Walk } from './schema.js';
import { Secret } from './secret.js';

/** Any JSON value. */
export const any: Node = [(_, value) => value];

/** No value at all. */
export const never: Node = [(walk, value) => fail(walk, 'nothing', value)];

/** Only `null`. */
export const nothing: Node = [(walk, value) => (value === null ? null : fail(walk, 'null', value))];

/** `true` or `false`. */
export const boolean: Node = [
  (walk, value) => (typeof value === 'boolean' ? value : fail(walk, 'true or false', value)),
];

/** A string. */
export const string: Node = [(walk, value) => (typeof value === 'string' ? value : fail(walk, 'a string', value))];

/** A number. */
export const number: Node = [
  (walk, value) => {
    const found = typeof value === 'bigint' ? Number(value) : value;
    return Number.isFinite(found) ? found : fail(walk, 'a number', value);
  },
];

/** A decimal that is not rounded: its text. */
export const decimal: Node = [
  (walk, value) => {
    const text = walk.out || typeof value === 'number' || typeof value === 'bigint' ? digits(walk, value) : '';
    if (!isNumber(text)) return fail(walk, 'a decimal number', value);
    return walk.out ? new Digits(text) : text;
  },
];

/** The digits of a number as they stand in what is read. */
function digits({ source, path }: Walk, value: unknown): string {
  if (!source) return String(value);
  source.digits ??= parse(source.text, (digits) => digits);
  return String(path.reduce<unknown>((from, step) => (from as Record<string, unknown>)[step], source.digits));
}

/** An integer from `least` on and below `end`. One beyond 2^53 is never rounded: it is a `bigint`, or refused. */
function integer(walk: Walk, value: unknown, least: number, end: number): unknown {
  if (typeof value !== 'bigint' && !Number.isSafeInteger(value)) return fail(walk, 'an integer', value);
  const whole = value as bigint | number;
  if (whole < least || whole >= end) return fail(walk, `an integer from ${least} to below ${end}`, value);
  if (end > 2 ** 32 && walk.int64 === 'bigint') return BigInt(whole);
  return Number.isSafeInteger(Number(whole))
    ? Number(whole)
    : fail(walk, 'an integer below 2^53 (or the option int64)', value);
}

/** A whole number of 32 bits. */
export const int32: Node = [(walk, value) => integer(walk, value, -(2 ** 31), 2 ** 31)];

/** A whole number of 32 bits without sign. */
export const uint32: Node = [(walk, value) => integer(walk, value, 0, 2 ** 32)];

/** A whole number of 64 bits. */
export const int64: Node = [(walk, value) => integer(walk, value, -(2 ** 63), 2 ** 63)];

/** A whole number of 64 bits without sign. */
export const uint64: Node = [(walk, value) => integer(walk, value, 0, 2 ** 64)];

/** A text of a form. It is kept as it is: a `Date` would lose its offset and what is below a millisecond. */
function formed(
  walk: Walk,
  value: unknown,
  form: RegExp,
  name: string,
  cut: (iso: string) => string = String,
): unknown {
  const text = walk.out && value instanceof Date ? cut(value.toISOString()) : value;
  const found = typeof text === 'string' ? form.exec(text) : null;
  // Not every month has 31 days: a date that there is not becomes another one, or none. What has no date has no wrong one.
  const [, day = ''] = found ?? [];
  return found && JSON.stringify(new Date(day)).includes(day) ? text : fail(walk, `a ${name} (RFC 3339)`, value);
}

/** A date with time and offset. */
export const dateTime: Node = [
  (walk, value) =>
    formed(
      walk,
      value,
      /^(\d{4}-\d\d-\d\d)[t ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i,
      'date-time',
    ),
];

/** A date. */
export const date: Node = [
  (walk, value) => formed(walk, value, /^(\d{4}-\d\d-\d\d)$/, 'date', (iso) => iso.slice(0, 10)),
];

/** A time of day, with or without an offset. */
export const time: Node = [
  (walk, value) =>
    formed(
      walk,
      value,
      /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[zZ]|[+-](?:[01]\d|2[0-3]):[0-5]\d)?$/,
      'time',
      (iso) => iso.slice(11),
    ),
];

/** Bytes in base64. */
export const base64: Node = [
  (walk, value) => {
    if (walk.out) return value instanceof Uint8Array ? toBase64(value) : fail(walk, 'bytes', value);
    return typeof value === 'string' ? (fromBase64(value) ?? fail(walk, 'base64', value)) : fail(walk, 'base64', value);
  },
];

/** Bytes in base64url. */
export const base64url: Node = [
  (walk, value) => {
    const found = convert(base64, walk, value);
    return walk.out ? urlSafe(found as string) : found;
  },
];

/** A secret. */
export const password: Node = [
  (walk, value) => {
    if (walk.out && value instanceof Secret) return value.expose();
    if (typeof value !== 'string') return fail(walk, 'a string', value);
    return walk.out ? value : new Secret(value);
  },
];
