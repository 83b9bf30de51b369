/** Headers of answers: how their text becomes values. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as rt from '../src/index.js';

const read = (form: rt.HeaderForm, ...lines: string[]): unknown => {
  const headers = new Headers(lines.map((line): [string, string] => ['x-a', line]));
  return rt.decodeHeaders<{ 'X-A'?: unknown }>(headers, [rt.headers, [['X-A', rt.any]], [form]])['X-A'];
};

test('one value', () => {
  assert.equal(read(['text', 'string'], '12'), '12');
  assert.equal(read(['text', 'number'], ' 12 '), 12);
  assert.equal(read(['text', 'number'], '1.5e3'), 1500);
  for (const malformed of ['', '+1', '01', '1,2', 'NaN', 'true', 'null']) {
    assert.equal(read(['text', 'number'], malformed), malformed);
  }
  assert.equal(read(['text', 'boolean'], 'true'), true);
  assert.equal(read(['text', 'boolean'], 'True'), 'True');
  assert.deepEqual(
    ['false', '7', 'a'].map((text) => read(['text', 'any'], text)),
    [false, 7, 'a'],
  );
  assert.equal(read(['text', 'string']), undefined);
});

test('several values', () => {
  assert.deepEqual(read(['list', 'number'], ''), []);
  assert.deepEqual(read(['list', 'number'], '1,\t2 ,,x'), [1, 2, 'x']);
  assert.deepEqual(read(['list', 'number'], '1', '2, 3'), [1, 2, 3]);
});

test('names and values', () => {
  const plain: rt.HeaderForm = ['object', 'string', false, [['a', 'number']]];
  const exploded: rt.HeaderForm = ['object', 'string', true, [['a', 'number']]];
  assert.deepEqual(read(plain, 'a,1,b,2'), { a: 1, b: '2' });
  assert.deepEqual(read(exploded, 'a=1, b=2=3'), { a: 1, b: '2=3' });
  assert.deepEqual(read(plain, ''), {});
  assert.equal(read(plain, 'a,1,b'), 'a,1,b');
  assert.equal(read(exploded, 'a=1,b'), 'a=1,b');
});

test('documents', () => {
  assert.deepEqual(read(['json'], '{"a": [1]}'), { a: [1] });
  assert.equal(read(['json'], '1}, {"b": 2'), '1}, {"b": 2');
});

test('what is missing or malformed is named', () => {
  const schema: rt.Node = [rt.headers, [['X-Count', rt.int32, 1]], [['text', 'number']]];
  assert.deepEqual(rt.decodeHeaders(new Headers({ 'x-count': '3' }), schema), { 'X-Count': 3 });
  for (const headers of [new Headers(), new Headers({ 'X-Count': 'many' })]) {
    assert.throws(() => rt.decodeHeaders(headers, schema), /X-Count/);
  }
});
