/** Schemas of values without parts. */

import { fromBase64, toBase64, urlSafe } from './base64.js';
import { Digits, isNumber, plain } from './json.js';
import { fail, type Scalar, type Walk } from './schema.js';
import { Secret } from './values.js';

/** Any JSON value. */
export const any: Scalar = { as: ({ out }, value) => (out ? value : plain(value)) };

/** No value at all. */
export const never: Scalar = { as: (walk, value) => fail(walk, 'nothing', value) };

/** Only `null`. */
export const nothing: Scalar = { as: (walk, value) => (value === null ? null : fail(walk, 'null', value)) };

/** `true` or `false`. */
export const boolean: Scalar = {
  as: (walk, value) => (typeof value === 'boolean' ? value : fail(walk, 'true or false', value)),
};

/** A string. */
export const string: Scalar = {
  as: (walk, value) => (typeof value === 'string' ? value : fail(walk, 'a string', value)),
};

/** A number. */
export const number: Scalar = {
  as: (walk, value) => {
    const found = value instanceof Digits ? Number(value.text) : value;
    return Number.isFinite(found) ? found : fail(walk, 'a number', value);
  },
};

/** A decimal that is not rounded: its text. */
export const decimal: Scalar = {
  as: (walk, value) => {
    const text = value instanceof Digits ? value.text : typeof value === 'number' || walk.out ? String(value) : '';
    if (!isNumber(text)) return fail(walk, 'a decimal number', value);
    return walk.out ? new Digits(text) : text;
  },
};

/** Integers beyond 2^53 are never rounded: they are `bigint`, or refused where `number` was asked for. */
function integer(walk: Walk, value: unknown, bits: number, signed: boolean): unknown {
  const text = value instanceof Digits ? value.text : '';
  if (!(
    /^-?\d+$/.test(text) ||
    typeof value === 'bigint' ||
    (walk.out ? Number.isSafeInteger(value) : Number.isInteger(value))
  )) {
    return fail(walk, 'an integer', value);
  }
  const whole = BigInt(text || (value as number));
  if (whole !== (signed ? BigInt.asIntN(bits, whole) : BigInt.asUintN(bits, whole))) {
    return fail(walk, `an integer of ${String(bits)} bits`, value);
  }
  const rounded = Number(whole);
  if (bits > 32 && walk.int64 === 'bigint') return whole;
  return Number.isSafeInteger(rounded)
    ? rounded
    : fail(walk, 'an integer below 2^53 (or the client option int64)', value);
}

/** A whole number of 32 bits. */
export const int32: Scalar = { as: (walk, value) => integer(walk, value, 32, true) };

/** A whole number of 32 bits without sign. */
export const uint32: Scalar = { as: (walk, value) => integer(walk, value, 32, false) };

/** A whole number of 64 bits. */
export const int64: Scalar = { as: (walk, value) => integer(walk, value, 64, true) };

/** A whole number of 64 bits without sign. */
export const uint64: Scalar = { as: (walk, value) => integer(walk, value, 64, false) };

const DATE = '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])';
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?';
const OFFSET = '(?:[zZ]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)';

/** A text of a form. It is kept as it is: a `Date` would lose its offset and what is below a millisecond. */
function formed(walk: Walk, value: unknown, form: string, name: string, cut: (iso: string) => string): string {
  const text = walk.out && value instanceof Date ? cut(value.toISOString()) : value;
  return typeof text === 'string' && new RegExp(`^${form}$`).test(text) && isDay(text)
    ? text
    : fail(walk, `a ${name} (RFC 3339)`, value);
}

/** Not every month has 31 days. */
function isDay(text: string): boolean {
  const [, month, day] = text.split(/[-Tt ]/, 3).map(Number);
  return (
    text[4] !== '-' ||
    new Date(Date.UTC(2000 + (Number(text.slice(0, 4)) % 400), Number(month) - 1, day)).getUTCDate() === day
  );
}

/** A date with time and offset. */
export const dateTime: Scalar = {
  as: (walk, value) => formed(walk, value, `${DATE}[tT ]${TIME}${OFFSET}`, 'date-time', (iso) => iso),
};

/** A date. */
export const date: Scalar = { as: (walk, value) => formed(walk, value, DATE, 'date', (iso) => iso.slice(0, 10)) };

/** A time of day, with or without an offset. */
export const time: Scalar = {
  as: (walk, value) => formed(walk, value, `${TIME}${OFFSET}?`, 'time', (iso) => iso.slice(11)),
};

/** Bytes in base64. */
export const base64: Scalar = {
  as: (walk, value) => {
    if (walk.out) return value instanceof Uint8Array ? toBase64(value) : fail(walk, 'bytes', value);
    return typeof value === 'string' ? (fromBase64(value) ?? fail(walk, 'base64', value)) : fail(walk, 'base64', value);
  },
};

/** Bytes in base64url. */
export const base64url: Scalar = {
  as: (walk, value) => (walk.out ? urlSafe(base64.as(walk, value) as string) : base64.as(walk, value)),
};

/** A secret. */
export const password: Scalar = {
  as: (walk, value) => {
    if (walk.out && value instanceof Secret) return value.expose();
    if (typeof value !== 'string') return fail(walk, 'a string', value);
    return walk.out ? value : new Secret(value);
  },
};
