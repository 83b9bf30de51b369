/** Bytes as text (RFC 4648), with what every platform has. */

/** Bytes in base64, section 4. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  // A call takes some ten thousand arguments at most.
  for (let at = 0; at < bytes.length; at += 0x2000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x2000));
  return btoa(binary);
}

/** Bytes of a text in base64 or base64url, with or without padding; `undefined` if it is neither. */
export function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Text in base64url, section 5, from base64. */
export function urlSafe(text: string): string {
  return text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
