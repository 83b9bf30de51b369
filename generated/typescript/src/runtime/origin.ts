/** Origins: where credentials may go. */

import { LocalError } from './error.js';

/** A base URL, without a slash at its end. */
export function baseUrl(text: string | undefined): URL {
  const refuse = (why: string) => new LocalError('client', 'configuration', `the base URL ${why}`);
  let url: URL;
  try {
    url = new URL(text ?? '');
  } catch {
    throw refuse(text === undefined ? 'is not known: give one' : 'is not an absolute URL');
  }
  if (!/^https?:$/.test(url.protocol)) throw refuse('must begin with https:// or http://');
  if (url.username || url.password) throw refuse('must not hold credentials');
  if (url.search || url.hash) throw refuse('must not have a query or a fragment');
  return url;
}

/** Whether a redirect or a link may be followed: within the origin, and without credentials of somebody else's choice. */
export function mayFollow(from: URL, to: URL): boolean {
  return from.origin === to.origin && !to.username && !to.password;
}

/** Whether credentials may go there: not over plain HTTP, but for this machine. */
export function isPrivate(url: URL): boolean {
  return url.protocol === 'https:' || /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
}
