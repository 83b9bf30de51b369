/** Parameters in the other styles, and those that are lists, objects or JSON texts. */

import { encode, encodeText } from './codec.js';
import type { Draft } from './draft.js';
import { setCookie, setHeaders } from './header.js';
import type { Parameter } from './operation.js';
import { form, path, query, simple } from './style.js';

function tree([, , schema, details]: Parameter, value: unknown): unknown {
  return details?.json ? encodeText(value, schema) : encode(value, schema);
}

/** A path parameter. */
export function inPathStyled(draft: Draft, parameter: Parameter, value: unknown, index: number): void {
  const [, name, , { style = 'simple', explode = false } = {}] = parameter;
  draft.path[index] = path(name, tree(parameter, value), style, explode);
}

/** A query parameter. */
export function inQueryStyled(draft: Draft, parameter: Parameter, value: unknown): void {
  const [, name, , { style = 'form', explode = true, reserved = false } = {}] = parameter;
  draft.query.push(...query(name, tree(parameter, value), style, explode, reserved));
}

/** A header, in style `simple`. */
export function inHeaderStyled(draft: Draft, parameter: Parameter, value: unknown): void {
  const text = simple(tree(parameter, value), parameter[3]?.explode ?? false, String);
  setHeaders(draft.headers, { [parameter[1]]: text });
}

/** A cookie, in style `form`. */
export function inCookieStyled(draft: Draft, parameter: Parameter, value: unknown): void {
  for (const pair of form(parameter[1], tree(parameter, value), parameter[3]?.explode)) setCookie(draft.headers, pair);
}
