import assert from 'node:assert/strict';
import { test } from 'node:test';

import { uuid } from '../src/random.js';

test('UUIDs are random, with and without `crypto`', () => {
  const crypto = Object.getOwnPropertyDescriptor(globalThis, 'crypto');
  for (const without of [false, true]) {
    if (without) Object.defineProperty(globalThis, 'crypto', { value: undefined, configurable: true });
    const all = new Set(Array.from({ length: 1000 }, uuid));
    assert.equal(all.size, 1000);
    for (const one of all) assert.match(one, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  }
  delete (globalThis as { crypto?: unknown }).crypto;
  if (crypto) Object.defineProperty(globalThis, 'crypto', crypto);
});
