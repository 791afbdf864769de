import { afterEach, expect, test, vi } from 'vitest';
import { api } from '../../src/api/client.ts';
import { CallFailed, type Trouble } from '../../src/api/trouble.ts';

type Sent = { url: string; method: string; headers: Headers; body: string | undefined };
const sent: Sent[] = [];

/** Answers calls in this order. */
function answering(...answers: (Response | Error)[]): void {
  vi.stubGlobal(
    'fetch',
    async (url: URL, init: { method: string; headers: Headers; body: string | null }) => {
      sent.push({ url: url.href, method: init.method, headers: init.headers, body: init.body ?? undefined });
      const answer = answers.shift();
      if (!answer) throw new Error('one call too many');
      if (answer instanceof Error) throw answer;
      return answer;
    },
  );
}
afterEach(() => {
  sent.length = 0;
  vi.unstubAllGlobals();
});

const json = (status: number, value: unknown) => new Response(JSON.stringify(value), { status });
const withTokens = (...tokens: (string | undefined)[]) =>
  api('https://api.example.com/', { token: async () => (tokens.length > 1 ? tokens.shift() : tokens[0]) });

async function troubleOf(call: Promise<unknown>): Promise<Trouble> {
  const thrown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof CallFailed) return thrown.trouble;
  throw new Error('the call did not fail as calls do');
}

test('A call goes to the contract’s address with the token, the body and the key', async () => {
  answering(json(201, { requestId: 'x' }));
  await withTokens('t1')('ask', { body: { kind: 'reboot', seatId: 's' }, key: 'k1' });
  const [call] = sent;
  expect([call?.method, call?.url, call?.body]).toEqual([
    'POST',
    'https://api.example.com/requests',
    '{"kind":"reboot","seatId":"s"}',
  ]);
  expect(call?.headers.get('authorization')).toBe('Bearer t1');
  expect(call?.headers.get('idempotency-key')).toBe('k1');
});

test('A query is written without what is not asked for', async () => {
  answering(json(200, { items: [] }));
  await withTokens('t1')('seats', { query: { status: 'away', limit: 25 } });
  expect(sent[0]?.url).toBe('https://api.example.com/seats?status=away&limit=25');
});

test('A token that is refused is renewed once, and the call goes again', async () => {
  answering(json(401, {}), json(200, { login: 'ada' }));
  await withTokens('old', 'new')('me', {});
  expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer old', 'Bearer new']);
});

test('Who can’t be renewed is signed out, without a second call', async () => {
  answering(json(401, {}));
  expect((await troubleOf(withTokens('old')('me', {}))).kind).toBe('signedOut');
  expect(sent).toHaveLength(1);
});

test('Nobody’s calls are not sent, but for the links of mails, which carry no token either', async () => {
  answering(json(200, { needs: 'nothing' }));
  const call = withTokens(undefined);
  expect((await troubleOf(call('me', {}))).kind).toBe('signedOut');
  expect(sent).toHaveLength(0);
  await call('openLink', { body: { token: 'a' } });
  expect(sent[0]?.headers.has('authorization')).toBe(false);
});

test('A problem is told in the words that the API found for it', async () => {
  const errors = [{ at: 'body.reason', message: 'is too long' }];
  answering(json(422, { title: 'No', detail: 'Because.', instance: 'i-1', errors, status: 422 }));
  expect(await troubleOf(withTokens('t')('me', {}))).toEqual({
    kind: 'refused',
    title: 'No',
    detail: 'Because.',
    instance: 'i-1',
    errors,
  });
});

test('An answer that is no problem document is told by its status', async () => {
  answering(new Response('<html>Bad gateway</html>', { status: 502 }), new Response('', { status: 404 }));
  const call = withTokens('t');
  expect((await troubleOf(call('me', {}))).kind).toBe('broken');
  expect((await troubleOf(call('me', {}))).kind).toBe('missing');
});

test('No answer at all is unreachable', async () => {
  answering(new TypeError('Failed to fetch'));
  expect((await troubleOf(withTokens('t')('me', {}))).kind).toBe('unreachable');
});

test('A call that nobody waits for any more fails as aborted, and not as trouble', async () => {
  const left = new AbortController();
  left.abort(new Error('left'));
  answering(new Error('left'));
  await expect(withTokens('t')('me', { signal: left.signal })).rejects.toThrow('left');
});
