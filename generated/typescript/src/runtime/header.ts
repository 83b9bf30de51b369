/** Headers of requests. */

import { Mismatch } from './schema.js';

/** CR, LF and NUL would end a header or start another one (RFC 9110, section 5.5); others have no place in one. */
export function checkHeader(name: string, value: string): string {
  if (/[\r\n\0]|[^\0-\xff]/.test(value)) throw new Mismatch(`header ${name} must be Latin-1 without CR, LF and NUL`);
  return value;
}

/** Sets headers; those that are `undefined` are left as they are. */
export function setHeaders(headers: Headers, values: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) headers.set(name, checkHeader(name, value));
  }
}

/** Adds a cookie, an encoded `name=value`. */
export function setCookie(headers: Headers, pair: string): void {
  headers.set('Cookie', [headers.get('Cookie'), pair].filter(Boolean).join('; '));
}
