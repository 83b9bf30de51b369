/** Lists that come in pages. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as rt from '../src/index.js';
import { connection, GET, serve, type Answer } from './server.js';

const page = (ids: unknown[], more: object = {}): Answer => ({
  body: JSON.stringify({ data: { list: ids.map((id) => ({ id })) }, ...more }),
});
const items = ['data', 'list'];

async function walk(
  next: NonNullable<rt.Operation['pages']>['next'],
  answers: Answer[],
  values: unknown[] = [],
  key?: string[],
) {
  const server = await serve(...answers);
  const operation: rt.Operation = {
    ...GET,
    path: ['/list'],
    parameters: [[rt.inQuery, 'p', rt.any]],
    read: [rt.json, rt.any],
    pages: { items, next, ...(key && { key }) },
  };
  const call = rt.paged<unknown, { id: unknown }>(
    connection(server.url, { maxAttempts: 1 }),
    operation,
    values,
    undefined,
    undefined,
  );
  const ids: unknown[] = [];
  let error: unknown;
  try {
    for await (const item of call) ids.push(item.id);
  } catch (thrown) {
    error = thrown;
  }
  return { ids, error, urls: server.seen.map(({ url }) => url), server, call };
}

test('by link; what repeats at the seam of two pages comes once', async () => {
  const answers = [
    page(['a', 'b'], { next: '/list?s=1' }),
    page(['b', 'c'], { next: 'list?s=2' }),
    page([], { next: '/list?s=3' }),
    page(['d'], { next: null }),
  ];
  const { ids, error, urls } = await walk([rt.byLink, ['next']], answers, [], ['id']);
  assert.deepEqual(
    [ids, error, urls],
    [['a', 'b', 'c', 'd'], undefined, ['/list', '/list?s=1', '/list?s=2', '/list?s=3']],
  );
});

test('by cursor', async () => {
  const { ids, urls } = await walk(
    [rt.byCursor, ['after'], 'p'],
    [page([1], { after: 'x&y' }), page([2], { after: 7 }), page([3])],
    ['first'],
  );
  assert.deepEqual(
    [ids, urls],
    [
      [1, 2, 3],
      ['/list?p=first', '/list?p=x%26y', '/list?p=7'],
    ],
  );
});

test('by number and by offset', async () => {
  const pages = await walk([rt.byNumber, 'p', 0], [page([1, 2]), page([3]), page([])]);
  assert.deepEqual(
    [pages.ids, pages.urls],
    [
      [1, 2, 3],
      ['/list', '/list?p=1', '/list?p=2'],
    ],
  );
  const offsets = await walk([rt.byOffset, 'p'], [page([1, 2]), page([3]), page([])], [10]);
  assert.deepEqual(
    [offsets.ids, offsets.urls],
    [
      [1, 2, 3],
      ['/list?p=10', '/list?p=12', '/list?p=13'],
    ],
  );
});

test('pages that do not move on are an error', async () => {
  const link = await walk([rt.byLink, ['next']], [page([1], { next: '/list' })]);
  const cursor = await walk([rt.byCursor, ['after'], 'p'], [page([1], { after: 'x' })]);
  const number = await walk([rt.byNumber, 'p', 1], [page([1])]);
  for (const { error, ids, urls } of [link, cursor, number]) {
    assert.ok(error instanceof rt.LocalError && error.reason === 'pagination', String(error));
    assert.ok(ids.length <= 2 && urls.length <= 2);
  }
  assert.deepEqual(number.ids, [1]);
});

test('a link to another origin is refused before anything is sent', async () => {
  const other = await serve(page([2]));
  for (const next of [`${other.url}/list`, 'http://user:pass@127.0.0.1/', 'http://']) {
    const { ids, error } = await walk([rt.byLink, ['next']], [page([1], { next })]);
    assert.ok(error instanceof rt.LocalError && error.reason === 'origin');
    assert.deepEqual(ids, [1]);
  }
  assert.equal(other.seen.length, 0);
});

test('an error in the middle can be resumed', async () => {
  const answers = [page([1], { next: '/list?s=1' }), { status: 404, body: '{}' }, page([2])];
  const server = await serve(...answers);
  const operation: rt.Operation = {
    ...GET,
    path: ['/list'],
    parameters: [],
    read: [rt.json, rt.any],
    pages: { items, next: [rt.byLink, ['next']] },
  };
  const list = rt.paged<unknown, { id: number }>(connection(server.url), operation, [], undefined, undefined).items();
  const ids: number[] = [];
  await assert.rejects(async () => {
    for await (const item of list) ids.push(item.id);
  }, rt.ApiError);
  for await (const item of list) ids.push(item.id);
  assert.deepEqual(ids, [1, 2]);
});

test('one page, all pages, and all items at once', async () => {
  const server = await serve(page([1], { after: 'x' }), page([2]));
  const operation: rt.Operation = {
    ...GET,
    path: ['/list'],
    parameters: [],
    read: [rt.json, rt.any],
    pages: { items, next: [rt.byCursor, ['after'], 'p'] },
  };
  const call = rt.paged<{ data: { list: unknown[] } }, unknown>(
    connection(server.url),
    operation,
    [],
    undefined,
    undefined,
  );
  assert.deepEqual((await call).data.list, [{ id: 1 }]);
  assert.equal((await call.pages().toArray()).length, 2);
  assert.equal(server.seen.length, 2);
  assert.deepEqual(await call.items().toArray(1), [{ id: 1 }]);
});
