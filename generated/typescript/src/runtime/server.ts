/** Servers with variables (OpenAPI 3.0.3, section 4.7.5). */

import { LocalError } from './error.js';
import { get } from './schema.js';

/** A piece of a server's URL: text, or a variable with its default and, if they are listed, all its values. */
export type UrlPart = string | readonly [name: string, byDefault: string, allowed?: readonly string[]];

/** The URL of a server. A value cannot change its structure: credentials could then go to another host. */
export function serverUrl(parts: readonly UrlPart[], values: object): string {
  let url = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      url += part;
      continue;
    }
    const [name, byDefault, allowed] = part;
    const value = get(values, name) as string | undefined;
    const inPath = /:\/\/[^/]*\//.test(url);
    if (value === undefined) {
      url += byDefault;
      continue;
    }
    if (!(allowed ?? [value]).includes(value) || !(allowed || (inPath ? /^[\w.~/-]+$/ : /^[\w.~-]+$/).test(value))) {
      const rule = allowed
        ? `must be one of ${allowed.join(', ')}`
        : 'may hold only letters, digits, "-", ".", "_" and "~"';
      throw new LocalError('client', 'configuration', `the server variable ${JSON.stringify(name)} ${rule}`);
    }
    url += value;
  }
  return url;
}
