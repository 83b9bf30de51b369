/** How values of parameters are written (OpenAPI 3.0.3, section 4.7.12.3; RFC 6570). Values are what `encode` gives. */

import { stringify } from './json.js';

/** Styles of parameters. */
export type Style = 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject';

/**
 * `text` with every byte outside RFC 3986 `unreserved` percent-encoded: as in forms, which see to lone surrogates too, but for three
 * characters.
 */
export function escape(text: string): string {
  const pair = String(new URLSearchParams({ '': text }));
  return pair.slice(1).replaceAll('+', '%20').replaceAll('*', '%2A').replaceAll('%7E', '~');
}

/** The same with `reserved` left as it is, less what would end or split the value. */
function escapeLoosely(text: string): string {
  return escape(text).replace(/%(?:3A|2F|3F|5B|5D|40|21|24|27|28|29|2A|2C|3B|3D)/g, decodeURIComponent);
}

/** A value that stands on its own: scalars as they are, `null` as nothing, arrays and objects as JSON. */
export function scalar(value: unknown): string {
  return typeof value === 'string' ? value : value === null ? '' : stringify(value);
}

/** Digits and the like are objects too, of classes of their own. */
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** The keys and items of a value; the keys of a scalar and of the items of an array are empty. */
function pairs(value: unknown, write: (text: string) => string): [key: string, value: string][] {
  const list = isObject(value) ? Object.entries(value) : [value].flat().map((item) => ['', item] as [string, unknown]);
  return list.map(([key, item]) => [write(key), write(scalar(item))]);
}

function flat(list: [string, string][], between: string, inner: string): string {
  return list.map(([key, value]) => (key ? key + inner + value : value)).join(between);
}

/** A value in style `simple`, as paths and headers have it. */
export function simple(value: unknown, explode: boolean, write: (text: string) => string): string {
  return flat(pairs(value, write), ',', explode ? '=' : ',');
}

/** A path parameter in one of the other styles. */
export function path(name: string, value: unknown, style: Style, explode: boolean): string {
  if (style === 'simple') return simple(value, explode, escape);
  const list = pairs(value, escape);
  if (style === 'label') return `.${flat(list, explode ? '.' : ',', explode ? '=' : ',')}`;
  const matrix = (key: string, text: string) => `;${text ? `${key}=${text}` : key}`;
  if (!explode) return matrix(escape(name), flat(list, ',', ','));
  return list.map(([key, text]) => matrix(key || escape(name), text)).join('');
}

/** A value in style `form` as `name=value` pairs; none where an empty list has no form. */
export function form(name: string, value: unknown, explode = true, write = escape, between = ','): string[] {
  const own = escape(name);
  const list = pairs(value, write);
  if (explode) return list.map(([key, text]) => `${key || own}=${text}`);
  return list.length > 0 ? [`${own}=${flat(list, between, between)}`] : [];
}

/** A query parameter or a property of a form in any style as `name=value` pairs. */
export function query(name: string, value: unknown, style: Style, explode: boolean, reserved: boolean): string[] {
  const write = reserved ? escapeLoosely : escape;
  if (style === 'deepObject') return deep(name, value, write);
  const between = { spaceDelimited: '%20', pipeDelimited: '%7C' }[style as string] ?? ',';
  return form(name, value, explode && (style === 'form' || Array.isArray(value)), write, between);
}

/** `name[a][b]=value` to any depth: OpenAPI leaves nesting open, this is what servers read. Items of arrays repeat the name. */
function deep(name: string, value: unknown, write: (text: string) => string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => deep(name, item, write));
  if (!isObject(value)) return [`${escape(name)}=${write(scalar(value))}`];
  return Object.entries(value).flatMap(([key, item]) => deep(`${name}[${key}]`, item, write));
}
