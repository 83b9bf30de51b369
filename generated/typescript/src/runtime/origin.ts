/** Origins: where credentials may go. */

import { LocalError } from './error.js';

/** The URL that a text is, if it is one. */
export function toUrl(text: string | null | undefined, base?: URL): URL | undefined {
  try {
    return text ? new URL(text, base) : undefined;
  } catch {
    return undefined;
  }
}

/** A base URL. */
export function toBase(text: string | undefined): URL {
  const url = toUrl(text);
  if (url && /^https?:\/\/[^/@]+\/[^?#]*$/.test(url.href)) return url;
  throw new LocalError(
    'client',
    'configuration',
    'the base URL must be http:// or https://, without credentials, query or fragment',
  );
}

/** Whether a redirect or a link may be followed: within the origin, and without credentials of somebody else's choice. */
export function mayFollow(from: URL, to: URL | undefined): boolean | undefined {
  return to?.href.startsWith(`${from.origin}/`);
}

/** Whether credentials may go there: not over plain HTTP, but for this machine. */
export function isPrivate(url: URL): boolean {
  return /^https:|^http:\/\/((.+\.)?localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(url.origin);
}
