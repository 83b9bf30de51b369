// The driver of the package of side conversations: a few calls as JSON lines, against a server that answers by path.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

const server = createServer((request, response) => {
  const send = (status, body, headers = {}) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body);
  };
  if (request.url.includes('/attachments/')) return send(200, 'bytes', { 'content-type': '*/*' });
  if (request.url.includes('gone')) return send(404, '{"error":"RecordNotFound","description":"Not found"}');
  if (request.url.includes('wrong')) return send(200, '{"side_conversation":{}}');
  if (request.url.includes('page=2')) return send(200, '{"side_conversations":[{"id":"b"}],"next_page":null}');
  if (request.method === 'GET' && /side_conversations$/.test(request.url)) {
    return send(200, '{"side_conversations":[{"id":"a"}],"next_page":"/api/v2/tickets/1/side_conversations?page=2"}');
  }
  send(200, '{"side_conversation":{"id":"x","ticket_id":9007199254740993,"state":"snoozed","new":1}}');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const baseUrl = `http://127.0.0.1:${server.address().port}`;

const auth = { basicAuth: { username: 'u', password: 'p' } };
const show = (id) => ({
  operationId: 'ShowSideConversation',
  args: { path: { ticket_id: 1, side_conversation_id: id } },
  auth,
});
const list = { operationId: 'ListSideConversations', args: { path: { ticket_id: 1 } }, auth };
const requests = [
  show('x'),
  show('gone'),
  show('wrong'),
  show('..'),
  { ...list, options: { collectPages: true } },
  { operationId: 'NoSuchThing' },
  { ...show('x'), auth: {} },
  {
    operationId: 'DownloadSideConversationAttachment',
    args: { path: { ticket_id: 1, side_conversation_id: 'x', attachment_id: 'y', file_name: 'z' } },
    auth,
  },
];
const driver = spawn('node', [process.argv[2]], { stdio: ['pipe', 'pipe', 'inherit'] });
driver.stdin.end(requests.map((one, id) => `${JSON.stringify({ id, baseUrl, ...one })}\n`).join(''));
const lines = [];
for await (const line of createInterface({ input: driver.stdout })) lines.push(line);
server.close();

const answers = lines.map((line) => JSON.parse(line));
assert.deepEqual(
  answers.map(({ id }) => id),
  requests.map((_, id) => id),
);
assert.match(lines[0], /"ticket_id":9007199254740993/);
assert.equal(answers[0].status, 200);
assert.equal(answers[0].value.side_conversation.state, 'snoozed');
assert.deepEqual(
  [answers[1].error.kind, answers[1].error.status, answers[1].error.value.error],
  ['api', 404, 'RecordNotFound'],
);
assert.deepEqual([answers[2].error.kind, answers[2].error.path], ['decode', '$.side_conversation.id']);
assert.equal(answers[3].error.kind, 'local');
assert.equal(answers[4].pages, 2);
assert.equal(answers[5].error.kind, 'unsupported');
assert.equal(answers[6].error.kind, 'local');
assert.deepEqual(answers[7].value, { base64: Buffer.from('bytes').toString('base64') });
console.log(`${answers.length} calls by the driver`);
