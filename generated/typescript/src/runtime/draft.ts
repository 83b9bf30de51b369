/** A request as far as it does not change from attempt to attempt, and the ways parameters get into it. */

import { encode, encodeText } from './codec.js';
import type { Content } from './content.js';
import { LocalError } from './error.js';
import type { Operation, Parameter } from './operation.js';
import { Mismatch } from './schema.js';
import { escape, form, path, query, simple } from './style.js';

/** A request under construction. */
export interface Draft {
  readonly operation: Operation;
  /** Texts of path parameters, by index of the parameter. */
  readonly path: string[];
  /** Encoded `name=value` pairs. */
  query: string[];
  readonly headers: [name: string, value: string][];
  /** Encoded `name=value` pairs. */
  readonly cookies: string[];
  content?: Content;
}

/** Puts parameters and body into a request. */
export function draft(operation: Operation, values: readonly unknown[], body: unknown): Draft {
  const result: Draft = { operation, path: [], query: [], headers: [], cookies: [] };
  let what = '';
  try {
    operation.parameters?.forEach((parameter, index) => {
      what = `parameter ${parameter[1]}`;
      if (values[index] !== undefined) parameter[0](result, parameter, values[index], index);
    });
    what = 'body';
    if (operation.body && (body !== undefined || operation.bodyRequired)) {
      const [type, put, details = {}] = operation.body;
      result.content = { type, ...put(body, details) };
    }
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    throw new LocalError(operation.id, 'value', `${what}${error.path.slice(1)}: ${error.message}`);
  }
  return result;
}

function tree([, , schema, details]: Parameter, value: unknown): unknown {
  return details?.json ? encodeText(value, schema) : encode(value, schema);
}

/** A path parameter in style `simple`. */
export function inPath(draft: Draft, parameter: Parameter, value: unknown, index: number): void {
  draft.path[index] = simple(tree(parameter, value), parameter[3]?.explode ?? false, escape);
}

/** A path parameter. */
export function inPathStyled(draft: Draft, parameter: Parameter, value: unknown, index: number): void {
  const [, name, , { style = 'simple', explode = false } = {}] = parameter;
  draft.path[index] = path(name, tree(parameter, value), style, explode);
}

/** A query parameter in style `form`. */
export function inQuery(draft: Draft, parameter: Parameter, value: unknown): void {
  draft.query.push(...form(parameter[1], tree(parameter, value), parameter[3]?.explode));
}

/** A query parameter. */
export function inQueryStyled(draft: Draft, parameter: Parameter, value: unknown): void {
  const [, name, , { style = 'form', explode = true, reserved = false } = {}] = parameter;
  draft.query.push(...query(name, tree(parameter, value), style, explode, reserved));
}

/** A header. */
export function inHeader(draft: Draft, parameter: Parameter, value: unknown): void {
  draft.headers.push([parameter[1], simple(tree(parameter, value), parameter[3]?.explode ?? false, String)]);
}

/** A cookie. */
export function inCookie(draft: Draft, parameter: Parameter, value: unknown): void {
  draft.cookies.push(...form(parameter[1], tree(parameter, value), parameter[3]?.explode));
}

/** The path with its parameters, each one segment whatever it holds. */
export function pathOf({ operation, path }: Draft): string {
  const refuse = (why: string) => new LocalError(operation.id, 'path-parameter', why);
  const parts = operation.path.map((part) => {
    if (typeof part === 'string') return part;
    if (path[part]) return path[part];
    throw refuse(`path parameter ${String(operation.parameters?.[part]?.[1])} must not be absent or empty`);
  });
  const whole = parts.join('');
  // A URL parser would take such a segment for a step, even in its encoded form.
  if (whole.split('/').some((segment) => /^\.\.?$/.test(segment)))
    throw refuse('no part of the path may be "." or ".."');
  return whole;
}

/** Replaces a query parameter by a single value. */
export function setQuery(draft: Draft, name: string, value: string): void {
  const own = `${escape(name)}=`;
  draft.query = [...draft.query.filter((pair) => !pair.startsWith(own)), own + escape(value)];
}
