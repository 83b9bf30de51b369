/** Values that must be unique. */

/**
 * A random UUID (RFC 9562, section 5.4). Pages without TLS have no `crypto.randomUUID`, and Node.js 18 has no `crypto`: there the
 * bits come from `Math.random`, which are as unique, but could be foretold.
 */
export function uuid(): string {
  const { crypto } = globalThis as { crypto?: Crypto };
  const bytes = Uint8Array.from({ length: 16 }, () => Math.random() * 256);
  crypto?.getRandomValues(bytes);
  const digits = [...bytes].map((byte, index) => {
    const marked = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return (index % 2 === 0 && index > 3 && index < 11 ? '-' : '') + marked.toString(16).padStart(2, '0');
  });
  return digits.join('');
}
