/** Values from the wire to models and back. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import * as others from '../src/foreign.js';
import * as rt from '../src/index.js';

const read = (schema: rt.Node, text: string, mode?: rt.Int64Mode): unknown =>
  rt.decodeJson(text, [rt.alias, schema], mode);
const write = (schema: rt.Node, value: unknown): string => rt.encodeJson(value, [rt.alias, schema]);
const again = (schema: rt.Node, text: string): string => write(schema, read(schema, text, 'bigint'));
const fails = (schema: rt.Node, text: string, place: string): void => {
  assert.throws(
    () => read(schema, text),
    (error: Error) => error.message.startsWith(`${place}: `),
    text,
  );
};

const PET: rt.Node = [
  rt.object,
  [
    ['required', rt.string, 1],
    ['requiredNullable', rt.string, 3],
    ['optional', rt.string],
    ['optionalNullable', rt.string, 2],
    ['constant', rt.string, 1, 'x'],
  ],
];

test('the four cases of presence', () => {
  assert.deepEqual(
    read(PET, '{"required":"a","requiredNullable":null,"optional":null,"optionalNullable":null,"new":1}'),
    {
      required: 'a',
      requiredNullable: null,
      optionalNullable: null,
      constant: 'x',
    },
  );
  fails(PET, '{"requiredNullable":null}', '$.required');
  fails(PET, '{"required":null,"requiredNullable":null}', '$.required');
  fails(PET, '{"required":"a"}', '$.requiredNullable');
  assert.equal(
    write(PET, { required: '', requiredNullable: null, optional: undefined, optionalNullable: null, more: 1 }),
    '{"required":"","requiredNullable":null,"optionalNullable":null,"constant":"x"}',
  );
  assert.throws(() => write(PET, { required: 'a', requiredNullable: null, optional: null }), /\$\.optional/);
});

test('places of what does not fit', () => {
  const items: rt.Node = [rt.object, [['items', [rt.array, PET], 1]]];
  fails(items, '{"items":[{"required":1}]}', '$.items[0].required');
  fails([rt.map, rt.string], '{"a b":1}', '$["a b"]');
  for (const text of ['', '{', '[1]', '"a"', 'null', '\ufffd']) fails(PET, text, '$');
});

test('integers are exact or refused', () => {
  const big = '9007199254740993';
  assert.equal(read(rt.int64, '9007199254740991'), 9007199254740991);
  assert.equal(read(rt.int64, big, 'bigint'), 9007199254740993n);
  fails(rt.int64, big, '$');
  for (const text of [big, '-9223372036854775808', '9223372036854775807', '0'])
    assert.equal(again(rt.int64, text), text);
  assert.equal(again(rt.uint64, '18446744073709551615'), '18446744073709551615');
  for (const text of ['9223372036854775808', '1.5', '"1"', '1e400', 'true']) fails(rt.int64, text, '$');
  fails(rt.int32, '2147483648', '$');
  fails(rt.uint32, '-1', '$');
  assert.throws(() => write(rt.int64, 2 ** 60));
  assert.equal(write(rt.int64, 2n ** 60n), '1152921504606846976');
});

test('numbers beyond 2^53 in any place', () => {
  const text =
    '{"a":[12345678901234567890,0.1234567890123456789],"b":"12345678901234567890 \\ue000 \\"1234567890123456789\\""}';
  assert.deepEqual(read(rt.any, text), {
    a: [12345678901234567890n, 0.12345678901234568],
    b: '12345678901234567890 \ue000 "1234567890123456789"',
  });
  assert.equal(again(rt.any, '{"a":12345678901234567890}'), '{"a":12345678901234567890}');
  assert.throws(() => write(rt.any, { a: Infinity }));
  fails(rt.any, '[01234567890123456789]', '$');
  // A string without an end, in time that does not grow with the square of its length.
  const start = process.cpuUsage();
  fails(rt.any, `1234567890123456 "${'\\"'.repeat(200_000)}`, '$');
  assert.ok(process.cpuUsage(start).user < 2_000_000);
});

test('decimals keep their digits', () => {
  for (const text of ['12345678901234567890.123456789', '-0.30000000000000000000004', '7']) {
    assert.equal(read(rt.decimal, text), text);
    assert.equal(again(rt.decimal, text), text);
  }
  assert.throws(() => write(rt.decimal, '1; drop'));
});

test('dates and times (RFC 3339)', () => {
  for (const text of [
    '2026-03-02T08:58:12Z',
    '2026-03-02t08:58:12.123456789+23:59',
    '2016-12-31T23:59:60Z',
    '2024-02-29T00:00:00-05:00',
  ]) {
    assert.equal(read(rt.dateTime, JSON.stringify(text)), text);
  }
  for (const text of [
    'yesterday',
    '2026-03-02',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-03-02T24:00:00Z',
    '2026-03-02T08:58:12',
  ]) {
    fails(rt.dateTime, JSON.stringify(text), '$');
  }
  assert.equal(read(rt.date, '"2026-03-02"'), '2026-03-02');
  assert.equal(read(rt.time, '"08:58:12.5Z"'), '08:58:12.5Z');
  assert.equal(write(rt.dateTime, new Date(0)), '"1970-01-01T00:00:00.000Z"');
  assert.equal(write(rt.date, new Date(0)), '"1970-01-01"');
});

test('bytes', () => {
  const bytes = Uint8Array.from([251, 255, 254]);
  assert.deepEqual(read(rt.base64, '"+//+"'), bytes);
  assert.deepEqual(read(rt.base64url, '"-__-"'), bytes);
  assert.equal(write(rt.base64, bytes), '"+//+"');
  assert.equal(write(rt.base64url, Uint8Array.from([251])), '"-w"');
  assert.equal((read(rt.base64, '""') as Uint8Array).length, 0);
  fails(rt.base64, '"?"', '$');
});

test('secrets show themselves to no one', () => {
  const secret = read(rt.password, '"c4nary"') as rt.Secret;
  for (const text of [inspect({ secret }, { showHidden: true }), JSON.stringify({ secret }), String(secret)]) {
    assert.ok(!text.includes('c4nary'), text);
  }
  assert.equal(write(rt.password, secret), '"c4nary"');
  assert.equal(secret.expose(), 'c4nary');
});

test('enums', () => {
  assert.equal(again(rt.string, '"new"'), '"new"');
  fails([rt.oneOf, ['a', 'b']], '"c"', '$');
  assert.equal(read([rt.oneOf, ['a', 1]], '1'), 1);
});

test('maps, tuples, further properties, recursion', () => {
  const map: rt.Node = [rt.map, [rt.nullable, rt.int64]];
  assert.equal(again(map, '{"__proto__":1,"constructor":null}'), '{"__proto__":1,"constructor":null}');
  assert.equal(({} as { a?: unknown }).a, undefined);
  const tuple: rt.Node = [rt.tuple, [rt.string, rt.int64], rt.boolean];
  assert.equal(again(tuple, '["a",1,true,false]'), '["a",1,true,false]');
  fails(tuple, '["a"]', '$');
  fails(tuple, '["a",1,2]', '$[2]');
  const open: rt.Node = [rt.patternObject, [['a', rt.string]], rt.number, [['^x-', rt.string]]];
  assert.equal(again(open, '{"a":"b","x-c":"d","e":1}'), '{"a":"b","x-c":"d","e":1}');
  fails(open, '{"x-c":1}', '$["x-c"]');
  const tree = (): rt.Node => [rt.object, [['left', tree]]];
  assert.equal(again(tree, '{"left":{"left":{}}}'), '{"left":{"left":{}}}');
});

test('unions by a property', () => {
  const cat: rt.Node = [rt.object, [['meows', rt.boolean, 1]]];
  const pet: rt.Node = [rt.byTag, 'kind', [[['cat', 'kitten'], cat]]];
  assert.deepEqual(read(pet, '{"kind":"kitten","meows":true}'), { kind: 'kitten', meows: true });
  assert.equal(again(pet, '{"kind":"kitten","meows":true}'), '{"meows":true,"kind":"kitten"}');
  const other = read(pet, '{"kind":"dog","barks":[1]}');
  assert.ok(other instanceof rt.UnrecognizedValue);
  assert.equal(write(pet, other), '{"kind":"dog","barks":[1]}');
  fails(pet, '{"kind":"cat"}', '$.meows');
  for (const text of ['1', '{}', '{"kind":1}']) assert.equal(again(pet, text), text);
});

test('unions by kind', () => {
  const union: rt.Node = [
    rt.byKindOrClass,
    [
      [['string'], rt.base64],
      [['integer'], rt.int64],
      [['array', 'null'], rt.any],
    ],
  ];
  for (const text of ['"AAAA"', '7', '12345678901234567890', '[1]', 'null', '1.5', '{"a":1}']) {
    if (text.length > 15) fails(union, text, '$');
    else assert.equal(again(union, text), text);
  }
});

test('what is a text in JSON is one to unions, of whatever class it is', () => {
  const union: rt.Node = [
    rt.byKindOrClass,
    [
      [['object'], rt.any],
      [['string'], rt.password],
    ],
  ];
  assert.equal(write(union, new rt.Secret('s')), '"s"');
  assert.equal(write(union, read(union, '"s"')), '"s"');
  assert.equal(write(union, { a: 1 }), '{"a":1}');
  const date: rt.Node = [rt.byKindOrClass, [[['string'], rt.dateTime]]];
  assert.equal(write(date, new Date(0)), '"1970-01-01T00:00:00.000Z"');
});

test('unions by structure', () => {
  const a: rt.Node = [rt.object, [['a', rt.string, 1]]];
  const b: rt.Node = [
    rt.object,
    [
      ['a', rt.string, 1],
      ['b', rt.string, 1],
    ],
  ];
  const union: rt.Node = [
    rt.byStructure,
    [
      [[['b']], b],
      [[['kind', [1]]], [rt.object, [['kind', rt.int64, 1]]]],
      [[], a],
    ],
  ];
  for (const text of ['{"a":"1","b":"2"}', '{"a":"1"}', '{"kind":1}', '{"z":[12345678901234567890]}', '3']) {
    assert.equal(again(union, text), text);
  }
  assert.equal(again(union, '{"a":"1","c":"2"}'), '{"a":"1"}');
});

test('deep nesting fails as a value does', () => {
  const tree = (): rt.Node => [rt.array, tree];
  const text = '['.repeat(100_000) + ']'.repeat(100_000);
  assert.throws(() => read(tree, text));
});

test('classes of others', () => {
  const url: rt.Node = [others.foreign, URL satisfies others.ForeignClass];
  assert.ok(read(url, '"https://example.com/"') instanceof URL);
  assert.equal(again([rt.array, url], '["https://example.com/"]'), '["https://example.com/"]');
  fails([rt.array, url], '["nowhere"]', '$[0]');
  assert.throws(() => write(url, 'https://example.com/'), TypeError);
  class Money {
    private constructor(readonly cents: number) {}
    static fromJSON(value: { cents: number }): Money {
      return new Money(value.cents);
    }
    toJSON(): unknown {
      return { cents: this.cents };
    }
  }
  const money: rt.Node = [others.foreign, Money satisfies others.ForeignClass];
  assert.equal(again(money, '{"cents":7}'), '{"cents":7}');
  const known: others.ForeignCodec<Date> = {
    decode: (value) => new Date(Number(value) * 1000),
    encode: (value) => value.getTime() / 1000,
    is: (value) => value instanceof Date,
  };
  assert.equal(again([others.foreignBy, known, 'Date'], '1700000000'), '1700000000');
  const either: rt.Node = [
    others.unionWith,
    [[(value: unknown) => value instanceof URL, url]],
    [
      rt.byKind,
      [
        [['string'], url],
        [['integer'], rt.int64],
      ],
    ],
  ];
  for (const text of ['"https://example.com/"', '7', '[]']) assert.equal(again(either, text), text);
  const isMoney = (value: unknown) => value instanceof Money;
  const tagged: rt.Node = [others.unionWith, [[isMoney, money, ['m']]], [rt.byTag, 'kind', [[['m'], money]]], 'kind'];
  assert.ok(read(tagged, '{"kind":"m","cents":7}') instanceof Money);
  assert.equal(again(tagged, '{"kind":"m","cents":7}'), '{"kind":"m","cents":7}');
});
