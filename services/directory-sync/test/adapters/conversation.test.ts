import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { BindRequest } from 'ldapts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Conversation, ConversationEnded } from '../../src/adapters/ldap/conversation.ts';
import { portOf } from '../directories/mishaps.ts';

let server: Server;
let theirs: Socket;
let conversation: Conversation;
const stop = new AbortController();
const ask = () => conversation.request((messageId) => new BindRequest({ messageId }));

beforeEach(async () => {
  server = createServer((socket) => {
    theirs = socket.on('error', () => undefined).resume();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const socket = connect(portOf(server), '127.0.0.1');
  await Promise.all([once(socket, 'connect'), once(server, 'connection')]);
  conversation = new Conversation(socket, stop.signal);
});
afterEach(async () => {
  await conversation.close();
  theirs.destroy();
  await new Promise((done) => server.close(done));
});

test('what is asked when the connection ends has no answer', async () => {
  const asked = ask();
  theirs.destroy();
  await expect(asked).rejects.toBeInstanceOf(ConversationEnded);
});

test('what is asked after the connection ended has none, either, and nobody waits for it', async () => {
  const asked = ask();
  theirs.destroy();
  await asked.catch(() => undefined);
  await expect(ask()).rejects.toBeInstanceOf(ConversationEnded);
});

test('bytes that are no LDAP end it as soon as they can be told from it', async () => {
  const asked = ask();
  theirs.write(`HTTP/1.1 400 Bad Request\r\n\r\n${' '.repeat(100)}`);
  await expect(asked).rejects.toBeInstanceOf(ConversationEnded);
});

test('goodbye is said once, and it ends also when nobody answers', async () => {
  await conversation.close();
  await conversation.close();
  expect(theirs.bytesRead).toBe(7);
});

test('whoever ends it says why', async () => {
  const asked = ask();
  stop.abort(new Error('It takes too long'));
  await expect(asked).rejects.toThrow('It takes too long');
  await expect(ask()).rejects.toThrow('It takes too long');
});
