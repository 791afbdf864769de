import {
  desktopConnectedV1,
  graceStartedV1,
  holdLiftedV1,
  holdPlacedV1,
  resetsPausedV1,
  resetsResumedV1,
  seatChangedV1,
} from '@cleandesk/contracts';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { isAsDescribed } from './answers.ts';
import { ada, boss, eve, mallory, office, oz, personOf } from './given.ts';
import { type Call, portal } from './http.ts';
import { day, directoryId, hour, minute, noon, refOf, seatIdOf } from './samples.ts';

const anId = z.object({ requestId: z.string() });
const items = z.object({ items: z.array(z.looseObject({})), cursor: z.string().optional() });
const until = new Date(noon + 30 * day).toISOString();
const aDesktop = { kind: 'desktop', offerId: 'standard', reason: 'A new project', until };

function doors(more: Record<string, unknown> = {}) {
  const at = office(more);
  const { call, logged } = portal(at);
  /** Each answer is held against its description. */
  const calls = async (given: Call) => {
    const answer = await call(given);
    isAsDescribed(given, answer);
    await at.passes(0);
    return answer;
  };
  return { at, calls, logged };
}

test('a person sees who they are, what there is to ask for, and that they have nothing yet', async () => {
  const { calls } = doors();
  expect((await calls({ path: '/me', as: ada })).body).toMatchObject({
    login: 'ada',
    roles: ['requester'],
    directoryId,
  });
  expect((await calls({ path: '/me', as: oz })).body).toMatchObject({ roles: ['requester', 'operator'] });
  expect((await calls({ path: '/me', as: eve })).body).toMatchObject({ roles: ['requester', 'approver'] });
  expect((await calls({ path: '/me', as: boss })).body).toMatchObject({ roles: ['requester'] });
  const offers = items.parse((await calls({ path: '/offers', as: ada })).body).items;
  expect(offers.map(({ offerId, approvals }) => [offerId, approvals])).toEqual([
    ['standard', 1],
    ['graphics', 2],
  ]);
  expect(JSON.stringify(offers)).not.toContain('wsb-');
  expect((await calls({ path: '/me/seats', as: ada })).body).toEqual({
    items: [{ seatId: seatIdOf('ada'), status: 'absent', allows: ['desktop'] }],
  });
});

test('a desktop over HTTP: asked for, seen by its approver, approved, shown with its lease', async () => {
  const { at, calls } = doors();
  const key = { 'idempotency-key': 'my-own-key-1' };
  const asked = await calls({ path: '/requests', as: ada, body: aDesktop, headers: key });
  expect(asked.status).toBe(201);
  const { requestId } = anId.parse(asked.body);
  expect((await calls({ path: '/requests', as: ada, body: aDesktop, headers: key })).body).toEqual(
    asked.body,
  );
  const other = { ...aDesktop, reason: 'Another one' };
  expect((await calls({ path: '/requests', as: ada, body: other, headers: key })).status).toBe(422);
  expect((await calls({ path: '/requests', as: ada, body: other })).status).toBe(409);
  const waiting = (await calls({ path: '/me/approvals', as: boss })).body;
  expect(waiting).toMatchObject({ items: [{ requestId, mayDecide: true, mayWithdraw: false }] });
  expect((await calls({ path: '/me', as: boss })).body).toMatchObject({ roles: ['requester', 'approver'] });
  expect((await calls({ path: '/me/approvals', as: eve })).body).toEqual({ items: [] });
  const path = `/requests/${requestId}/decision`;
  expect((await calls({ path, as: ada, body: { decision: 'approve' } })).status).toBe(403);
  expect((await calls({ path, as: eve, body: { decision: 'approve' } })).status).toBe(404);
  expect((await calls({ path, as: boss, body: { decision: 'approve' } })).body).toMatchObject({
    state: 'doing',
  });
  expect((await calls({ path, as: boss, body: { decision: 'approve' } })).status).toBe(200);
  expect((await calls({ path, as: boss, body: { decision: 'reject', reason: 'No' } })).status).toBe(409);
  const decided = await calls({ path: '/me/approvals', query: 'state=decided', as: boss });
  expect(decided.body).toMatchObject({ items: [{ requestId, mayDecide: false }] });
  await at.seatIs('live', 'ada', { resetKeeps: 'nothing' });
  expect((await calls({ path: '/me/seats', as: ada })).body).toMatchObject({
    items: [
      {
        status: 'live',
        resetKeeps: 'nothing',
        lease: { offerId: 'standard', until },
        allows: ['reboot', 'reset', 'extend', 'return'],
      },
    ],
  });
  const mine = await calls({ path: '/me/requests', query: 'state=done&limit=1', as: ada });
  expect(mine.body).toMatchObject({
    items: [{ requestId, state: 'done', approvals: { needed: 1, given: 1 } }],
  });
});

test('a request is for whoever made it, who decides it, and operators', async () => {
  const { at, calls } = doors();
  const { id } = await at.asks({ kind: 'desktop', offerId: 'standard', reason: 'r', until: noon + day });
  const statuses = [];
  for (const as of [ada, personOf('ADA', { mail: 'ada@example.com' }), boss, oz, eve, personOf('grace')])
    statuses.push((await calls({ path: `/requests/${id}`, as })).status);
  expect(statuses).toEqual([200, 200, 200, 200, 404, 404]);
  const text = (await calls({ path: `/requests/${id}`, as: ada })).text;
  expect(text).not.toMatch(/boss|token|waiting":\{/);
});

test('it is taken back over HTTP, and a second time', async () => {
  const { at, calls } = doors();
  const { id } = await at.asks({ kind: 'desktop', offerId: 'standard', reason: 'r', until: noon + day });
  const path = `/requests/${id}/withdrawal`;
  expect((await calls({ method: 'POST', path, as: boss })).status).toBe(403);
  expect((await calls({ method: 'POST', path, as: ada })).body).toMatchObject({ state: 'withdrawn' });
  expect((await calls({ method: 'POST', path, as: ada })).status).toBe(200);
});

test('operators see the fleet, its pauses and each seat; nobody else does', async () => {
  const { at, calls } = doors();
  await at.seatIs('live', 'ada', { heldUntil: new Date(noon + day).toISOString() });
  await at.seatIs('away', 'grace', { waitsFor: 'window', resetDueAt: new Date(noon + hour).toISOString() });
  await at.seatIs('live', 'grace-hopper');
  await at.hears(resetsPausedV1, { scope: { policy: 'kiosks' }, because: 'outage' });
  expect((await calls({ path: '/fleet', as: oz })).body).toMatchObject({
    counts: { live: 2, away: 1 },
    waiting: 1,
    pauses: [{ scope: { policy: 'kiosks' }, because: 'outage' }],
  });
  await at.hears(resetsResumedV1, { scope: { policy: 'kiosks' }, because: 'a person' });
  expect((await calls({ path: '/fleet', as: oz })).body).toMatchObject({ pauses: [] });
  const named = await calls({ path: '/seats', query: 'user=GRACE&limit=1', as: oz });
  const { cursor = '' } = items.parse(named.body);
  const rest = await calls({ path: '/seats', query: `user=GRACE&limit=5&cursor=${cursor}`, as: oz });
  expect(items.parse(rest.body).items.map(({ userName }) => userName)).toEqual(['grace-hopper']);
  expect(
    items.parse((await calls({ path: '/seats', query: 'status=away', as: oz })).body).items,
  ).toHaveLength(1);
  expect((await calls({ path: `/seats/${seatIdOf('ada')}`, as: oz })).body).toMatchObject({
    userName: 'ada',
    hold: { until: new Date(noon + day).toISOString() },
  });
  expect((await calls({ path: `/seats/${seatIdOf('nobody')}`, as: oz })).status).toBe(404);
  for (const path of ['/fleet', '/seats', `/seats/${seatIdOf('ada')}`])
    expect((await calls({ path, as: ada })).status).toBe(403);
});

test('a hold: placed by an operator, shown when the bus brings it back, lifted, and not placed again by old news', async () => {
  const { at, calls } = doors();
  await at.seatIs('live');
  const path = `/seats/${seatIdOf('ada')}/holds`;
  const body = { reason: 'Forensics', until: new Date(noon + day).toISOString() };
  const headers = { 'idempotency-key': 'hold-key-1' };
  const placed = await calls({ path, as: oz, body, headers });
  expect((await calls({ path, as: oz, body, headers })).body).toEqual(placed.body);
  const { holdId } = z.object({ holdId: z.string() }).parse(placed.body);
  const detail = { seat: refOf('ada'), holdId, owner: 'oz', ...body };
  expect(at.said.map((one) => one.detail)).toEqual([detail, detail]);
  await at.hears(holdPlacedV1, detail);
  expect((await calls({ path: '/me/seats', as: ada })).body).toMatchObject({ items: [{ hold: { holdId } }] });
  expect((await calls({ method: 'DELETE', path: `${path}/${holdId}`, as: oz })).status).toBe(202);
  expect(at.sayings().at(-1)).toBe('HoldLifted ada');
  await at.hears(holdLiftedV1, { seat: refOf('ada'), holdId });
  await at.hears(holdPlacedV1, detail);
  expect((await calls({ path: '/me/seats', as: ada })).text).not.toContain('hold');
  expect((await calls({ path, as: ada, body })).status).toBe(403);
  const years = { ...body, until: '2099-01-01T00:00:00Z' };
  expect((await calls({ path, as: oz, body: years })).status).toBe(422);
  expect((await calls({ path, as: oz, body: { ...body, until: '2026-01-01T00:00:00Z' } })).status).toBe(422);
});

test('an operator lets paused resets go on', async () => {
  const { at, calls } = doors();
  const scope = { policy: 'kiosks' };
  expect((await calls({ path: '/pauses/resume', as: oz, body: { scope } })).status).toBe(202);
  expect(at.said.map(({ detail }) => detail)).toEqual([{ scope, requestedBy: 'oz' }]);
  expect((await calls({ path: '/pauses/resume', as: ada, body: { scope } })).status).toBe(403);
});

test('a scope that the bus would refuse is refused in words', async () => {
  const { calls } = doors();
  const scope = { directoryId: 'nonsense', bundleId: 'wsb-standard01' };
  expect((await calls({ path: '/pauses/resume', as: oz, body: { scope } })).status).toBe(422);
});

test('a timeline is for its user and operators, each thing once', async () => {
  const { at, calls } = doors();
  await at.seatIs('live');
  const left = {
    seat: refOf('ada'),
    workspaceId: 'ws-ada00000000',
    absence: { id: 'a', startedAt: new Date(noon).toISOString() },
    policy: { name: 'kiosks', version: '1' },
    graceEndsAt: new Date(noon + hour).toISOString(),
  };
  for (const id of ['one', 'one', 'two']) await at.hears(graceStartedV1, left, { id });
  const path = `/seats/${seatIdOf('ada')}/timeline`;
  const first = await calls({ path, query: 'limit=1', as: ada });
  const { cursor = '' } = items.parse(first.body);
  expect(first.body).toMatchObject({
    items: [{ what: 'GraceStarted', facts: { workspaceId: 'ws-ada00000000' } }],
  });
  expect(
    items.parse((await calls({ path, query: `limit=5&cursor=${cursor}`, as: oz })).body).items,
  ).toHaveLength(1);
  expect((await calls({ path, as: boss })).status).toBe(404);
});

test('what is shown is the newest, whatever comes twice or late', async () => {
  const { at, calls } = doors();
  await at.seatIs('live');
  const changed = (version: number, status: 'away' | 'rebuilding' | 'live') =>
    at.hears(seatChangedV1, { seat: refOf('ada'), version, status, workspaceId: 'ws-ada00000000' });
  await changed(9, 'rebuilding');
  await changed(8, 'away');
  await changed(9, 'away');
  const login = (minutes: number) => ({
    workspaceId: 'ws-ada00000000',
    loginAt: new Date(noon + minutes * minute).toISOString(),
  });
  await at.hears(desktopConnectedV1, login(5));
  await at.hears(desktopConnectedV1, login(3));
  await at.hears(desktopConnectedV1, { ...login(9), workspaceId: 'ws-unknown0000' });
  expect((await calls({ path: '/me/seats', as: ada })).body).toMatchObject({
    items: [{ status: 'rebuilding', lastConnectedAt: login(5).loginAt }],
  });
  expect(await at.seats.counts()).toEqual({ byStatus: { rebuilding: 1 }, waiting: 0 });
});

test('calls have a limit of a person and of an address, and what is above it is not looked at', async () => {
  const { at, calls } = doors({ limits: { requestsPerDay: 2, callsPerMinute: 3 } });
  const statuses = async (given: Call, times: number) => {
    const seen = [];
    for (let time = 0; time < times; time += 1) seen.push((await calls(given)).status);
    return seen;
  };
  expect(await statuses({ path: '/me', as: mallory }, 4)).toEqual([200, 200, 200, 429]);
  expect(await statuses({ path: '/me', as: ada }, 1)).toEqual([200]);
  await at.passes(minute);
  expect(await statuses({ path: '/me', as: mallory }, 1)).toEqual([200]);
  const guess = { path: '/links/open', body: { token: 'A'.repeat(43) } };
  const guesses = await statuses(guess, 61);
  expect([guesses.filter((status) => status === 404).length, guesses.at(-1)]).toEqual([60, 429]);
  expect((await calls({ ...guess, from: '198.51.100.7' })).status).toBe(404);
});

test('the description of the API is served, and is the one that is kept', async () => {
  const { call } = portal(office());
  const answer = await call({ path: '/openapi.json' });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ openapi: '3.1.0' });
});

test('what breaks inside is a problem without a word of why, and a line in the log', async () => {
  const { at, calls, logged } = doors();
  at.world.requests = { ...at.world.requests, load: () => Promise.reject(new Error('secret of the table')) };
  const answer = await calls({ path: `/requests/${'0'.repeat(26)}`, as: ada });
  expect(answer.status).toBe(500);
  expect(answer.text).not.toContain('secret');
  expect(logged).toHaveLength(1);
});
