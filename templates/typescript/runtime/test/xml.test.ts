import assert from 'node:assert/strict';
import { test } from 'node:test';

import { call } from '../src/call.js';
import type { Operation } from '../src/operation.js';
import { any } from '../src/scalars.js';
import { Mismatch } from '../src/schema.js';
import { XmlForms } from '../src/xml.js';
import { connection, POST, serve } from './server.js';

// Text, CDATA and maps of lists, for which no description of the vectors has a keyword.
const forms = new XmlForms([
  '{"roots":[{"name":"doc","shape":3}],"shapes":[{"is":"string"},{"is":"number"},{"is":"boolean"},{"is":"object","fields":[{"key":"lang","name":"lang","at":"attribute","shape":0,"absent":"null"},{"key":"count","at":"text","shape":1}],"rest":{"each":true,"shape":4}},{"is":"object","fields":[{"key":"code","at":"cdata","shape":0}]}]}',
]);
const head = { status: 200, headers: new Headers({ 'content-type': 'text/xml' }), requestId: undefined };
const read = (document: string) => forms.answers([[200, 'application/xml', 0]])(head, document);

test('text and CDATA', async () => {
  const document =
    '<?xml version="1.0" encoding="UTF-8"?><doc>3<b><![CDATA[x]]]]><![CDATA[>y]]>&#13;<![CDATA[<]]></b><b/></doc>';
  const value: unknown = JSON.parse('{"lang":null,"count":3,"b":[{"code":"x]]>y\\r<"},{"code":""}],"a":[]}');
  const server = await serve({ body: '{"id":1}' });
  const post: Operation = { ...POST, body: [forms.body(0), 'text/xml', { schema: any }] };
  await call(connection(server.url), post, ['1'], value, undefined);
  assert.equal(server.seen[0]?.body, document);
  assert.deepEqual(
    JSON.parse(read(document)),
    JSON.parse('{"lang":null,"count":3,"b":[{"code":"x]]>y\\r<"},{"code":""}]}'),
  );
});

test('document types are refused', () => {
  assert.throws(() => read('<!DOCTYPE doc><doc/>'), Mismatch);
});
