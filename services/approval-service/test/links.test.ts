import { expect, test } from 'vitest';
import { isAsDescribed } from './answers.ts';
import { boss, eve, linkIn, office } from './given.ts';
import { portal } from './http.ts';
import { day, noon } from './samples.ts';

const aDesktop = {
  kind: 'desktop',
  offerId: 'standard',
  reason: 'A new project',
  until: noon + 30 * day,
} as const;
const graphics = { kind: 'desktop', offerId: 'graphics', reason: 'Drawings' } as const;

/** Where approvers do not sign in: whoever has the mail decides. */
async function mailed(
  more: Record<string, unknown> = { approversSignIn: false },
  wish: typeof aDesktop | typeof graphics = aDesktop,
) {
  const at = office(more);
  const { id } = await at.asks(wish);
  const { call } = portal(at);
  const post = async (path: string, body: unknown) => {
    const answer = await call({ path, body });
    isAsDescribed({ path, body }, answer);
    await at.passes(0);
    return answer;
  };
  const links = at.inbox.map(({ letter }) => linkIn(letter.text));
  const [link = { token: '', code: '' }] = links;
  return {
    at,
    id,
    ...link,
    links,
    opens: (token: unknown = link.token) => post('/links/open', { token }),
    decides: (code: unknown, verdict: unknown = { decision: 'approve' }, token = link.token) =>
      post('/links/decision', { token, code, verdict }),
  };
}
const wrongOf = (code: string) => (code === '00000000' ? '00000001' : '00000000');

test('a link opened twice, and forms that are submitted without a code, decide nothing', async () => {
  const { at, id, opens, decides, token, code } = await mailed();
  const opened = await opens();
  expect(opened.body).toEqual({
    needs: 'code',
    requestId: id,
    state: 'It waits for you.',
    summary: {
      requester: 'Ada Berg',
      what: 'Standard desktop',
      reason: aDesktop.reason,
      until: new Date(aDesktop.until).toISOString(),
    },
  });
  expect((await opens()).body).toEqual(opened.body);
  for (const typed of ['', undefined, null, 'on', '1234567', '123456789', 12_345_678])
    expect((await decides(typed)).status).toBe(422);
  expect(await at.statusOf(id)).toBe('waiting');
  // None of these was a try.
  expect((await at.world.links.load(at.world.digest.of(token)))?.triesLeft).toBe(5);
  expect((await decides(code)).status).toBe(200);
});

test('the code decides, once, and afterwards the link says by whom', async () => {
  const { at, id, opens, decides, code } = await mailed();
  expect((await decides(code)).body).toEqual({
    needs: 'nothing',
    requestId: id,
    state: 'It was already decided by boss@example.com.',
  });
  expect(at.sayings()).toEqual(['SeatWanted ada']);
  expect((await opens()).body).toMatchObject({ needs: 'nothing' });
  expect((await decides(code, { decision: 'reject', reason: 'No' })).status).toBe(409);
  expect(at.said).toHaveLength(1);
});

test('five wrong codes, and the link is good for nothing', async () => {
  const { at, id, opens, decides, code } = await mailed();
  const answers = [];
  for (let time = 0; time < 5; time += 1) answers.push(await decides(wrongOf(code)));
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
  expect(answers[3]?.text).toContain('1 tries are left');
  expect(answers[4]?.text).toContain('not good any more');
  expect((await decides(code)).status).toBe(404);
  expect((await opens()).status).toBe(404);
  expect(await at.statusOf(id)).toBe('waiting');
});

test('the fifth try may be the right one', async () => {
  const { decides, code } = await mailed();
  for (let time = 0; time < 4; time += 1) await decides(wrongOf(code));
  expect((await decides(code)).status).toBe(200);
});

test('twenty who guess at once have five tries together', async () => {
  const { decides, code } = await mailed();
  const statuses = await Promise.all(
    Array.from({ length: 20 }, async () => (await decides(wrongOf(code))).status),
  );
  expect(statuses.toSorted((a, b) => a - b)).toEqual([...Array(5).fill(403), ...Array(15).fill(404)]);
});

test('a link is of one approver, and its code of one link', async () => {
  const { at, id, links, decides } = await mailed({ approversSignIn: false }, graphics);
  const [one, other] = links;
  expect((await decides(other?.code, { decision: 'approve' }, one?.token)).status).toBe(403);
  expect((await decides(one?.code, { decision: 'approve' }, one?.token)).body).toMatchObject({
    needs: 'nothing',
    state: 'You have decided it. It waits for others.',
  });
  expect((await decides(one?.code, { decision: 'approve' }, one?.token)).status).toBe(200);
  expect(await at.statusOf(id)).toBe('waiting');
  expect((await decides(other?.code, { decision: 'approve' }, other?.token)).status).toBe(200);
  expect((await at.requests.load(id))?.value.decisions.map(({ by }) => by)).toEqual([
    'eve@example.com',
    'mallory@example.com',
  ]);
});

test('an old link says that it is too late', async () => {
  const { at, opens, decides, code } = await mailed();
  at.clock.at += 3 * day;
  expect((await opens()).body).toMatchObject({ needs: 'nothing', state: 'Nobody decided it in time.' });
  const late = await decides(code);
  expect([late.status, late.text]).toEqual([409, expect.stringContaining('Nobody decided it in time.')]);
});

test('a made-up link is as one that was used up', async () => {
  const { opens, decides, code } = await mailed();
  const madeUp = await opens('A'.repeat(43));
  for (let time = 0; time < 5; time += 1) await decides(wrongOf(code));
  const dead = await opens();
  const told = ({ status, text }: typeof dead) => [status, text.replace(/gateway-\d+/, '')];
  expect(told(dead)).toEqual(told(madeUp));
  for (const token of ['', 'x', '../fleet', 'A'.repeat(44), null])
    expect((await opens(token)).status).toBe(422);
});

test('where approvers sign in, a link leads there and tells nothing, and a code decides nothing', async () => {
  const { at, id, opens, decides, token } = await mailed({});
  expect((await opens()).body).toEqual({ needs: 'signIn', requestId: id, state: 'It waits for you.' });
  const [text = ''] = at.textsTo('boss@example.com');
  expect(text).not.toMatch(/code/);
  expect((await decides('00000000')).status).toBe(403);
  expect(await at.statusOf(id)).toBe('waiting');
  expect((await at.world.links.load(at.world.digest.of(token)))?.triesLeft).toBe(5);
  await expect(at.decides(eve, id)).rejects.toMatchObject({ because: 'notFound' });
  await at.decides(boss, id);
  expect(await at.statusOf(id)).toBe('doing');
});

test('no token and no code is kept, only what can not be read back', async () => {
  const { at, token, code } = await mailed();
  const kept = JSON.stringify([
    at.requests.all(),
    await at.world.links.load(at.world.digest.of(token)),
    at.lines,
    at.said,
  ]);
  expect(kept).not.toContain(token);
  expect(kept).not.toContain(code);
  expect(await at.world.links.load(token)).toBeUndefined();
});
