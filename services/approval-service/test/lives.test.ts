import {
  rebootStartedV1,
  requestRefusedV1,
  resetCompletedV1,
  resetFailedV1,
  seatChangedV1,
  seatFailedV1,
  seatProvisionedV1,
  seatRemovedV1,
} from '@cleandesk/contracts';
import { expect, test } from 'vitest';

import { because, boss, eve, givenDesktop, mallory, office } from './given.ts';
import { day, hour, minute, noon, refOf } from './samples.ts';

const aDesktop = {
  kind: 'desktop',
  offerId: 'standard',
  reason: 'A new project',
  until: noon + 30 * day,
} as const;
const graphics = { kind: 'desktop', offerId: 'graphics', reason: 'Drawings' } as const;
const workspaceId = 'ws-ada00000000';

test('a desktop: asked for, approved by the manager, made, and its requester is told', async () => {
  const at = office();
  const { id } = await at.asks(aDesktop);
  expect(at.mails()).toEqual(['boss@example.com: Ada Berg asks you: Standard desktop']);
  expect(at.said).toEqual([]);
  await at.passes(2 * hour);
  await at.decides(boss, id);
  expect(at.said).toEqual([
    {
      source: 'cleandesk.approval-service',
      detailType: 'SeatWanted.v1',
      detail: {
        seat: refOf('ada'),
        claim: { source: 'portal', revision: noon + 2 * hour },
        desired: at.settings.offers[0]?.spec,
        evidence: `request:${id}`,
        correlationId: id,
      },
    },
  ]);
  await at.seatIs('provisioning');
  expect(await at.statusOf(id)).toBe('doing');
  await at.passes(20 * minute);
  await at.seatIs('live');
  await at.hears(seatProvisionedV1, { seat: refOf('ada'), workspaceId });
  await at.passes(minute);
  expect(await at.statusOf(id)).toBe('done');
  expect(at.mails().slice(1)).toEqual(['ada@example.com: Your desktop is ready']);
  expect(at.steps.execution(id)).toMatchObject({
    status: 'SUCCEEDED',
    path: ['Record', 'HowDoesItStand', 'AskApprovers', 'HowWasItDecided', 'Act', 'TellRequester'],
  });
  expect((await at.requests.load(id))?.value.history.map(({ state, by }) => [state, by])).toEqual([
    ['waiting', 'ada'],
    ['doing', 'boss@example.com'],
    ['done', undefined],
  ]);
});

test('a desktop above the price needs two, and the same one twice is one', async () => {
  const at = office();
  const { id } = await at.asks(graphics);
  expect(at.mails().toSorted()).toEqual([
    'eve@example.com: Ada Berg asks you: Graphics desktop',
    'mallory@example.com: Ada Berg asks you: Graphics desktop',
  ]);
  await at.decides(eve, id);
  await at.decides(eve, id);
  expect(await at.statusOf(id)).toBe('waiting');
  expect(at.said).toEqual([]);
  await at.passes(day);
  expect(at.mails().slice(2)).toEqual(['mallory@example.com: Reminder: Ada Berg asks you: Graphics desktop']);
  await at.decides(mallory, id);
  expect(at.sayings()).toEqual(['SeatWanted ada']);
});

test('one of two rejects: it ends, with the reason, and the other can not decide any more', async () => {
  const at = office();
  const { id } = await at.asks(graphics);
  await at.decides(eve, id);
  await at.decides(mallory, id, 'reject', 'Too dear for a trial');
  await at.passes(minute);
  expect(await at.statusOf(id)).toBe('rejected');
  expect(at.said).toEqual([]);
  expect(at.textsTo('ada@example.com')).toEqual([
    expect.stringContaining('The reason: Too dear for a trial'),
  ]);
  expect(await because(at.decides(eve, id, 'reject', 'Me too'))).toBe('alreadyDecided');
});

test('a reboot needs nobody, and is done when AWS took it', async () => {
  const at = office();
  await at.seatIs('live');
  const { id, status } = await at.asks({ kind: 'reboot' });
  expect(status).toBe('doing');
  expect(at.said.map(({ detailType, detail }) => [detailType, detail])).toEqual([
    ['RebootRequested.v1', { seat: refOf('ada'), requestId: id, requestedBy: 'ada', correlationId: id }],
  ]);
  await at.hears(rebootStartedV1, { seat: refOf('ada'), requestId: id, workspaceId });
  await at.passes(minute);
  expect(await at.statusOf(id)).toBe('done');
  expect(at.mails()).toEqual(['ada@example.com: a reboot of the desktop: done']);
});

const receipt = (requestId: string) => ({
  resetId: `request:${requestId}`,
  seat: refOf('ada'),
  cause: { kind: 'request' as const, requestId, requestedBy: 'ada' },
  strategy: 'rebuild' as const,
  policy: { name: 'kiosks', version: '1' },
  oldDesktop: { workspaceId },
  newDesktop: { workspaceId },
  bundleId: 'wsb-standard01',
  snapshotAt: null,
  lastSeenAt: '2026-08-03T12:00:00Z',
  startedAt: '2026-08-03T12:01:00Z',
  completedAt: '2026-08-03T12:41:00Z',
  timeToReadyMs: 40 * minute,
});

test('a reset is done with its own receipt, not with another one', async () => {
  const at = office();
  await at.seatIs('live');
  const { id } = await at.asks({ kind: 'reset' });
  expect(at.sayings()).toEqual(['ResetRequested ada']);
  await at.hears(resetCompletedV1, receipt('another'));
  await at.seatIs('live');
  expect(await at.statusOf(id)).toBe('doing');
  await at.hears(resetCompletedV1, receipt(id));
  expect(await at.statusOf(id)).toBe('done');
});

test('what rebuild-service refuses is refused, in its words', async () => {
  const at = office();
  await at.seatIs('live');
  const { id } = await at.asks({ kind: 'reset' });
  const explanation = 'The desktop is held until Friday.';
  await at.hears(requestRefusedV1, { seat: refOf('ada'), requestId: id, reason: 'held', explanation });
  await at.passes(minute);
  expect(await at.statusOf(id)).toBe('refused');
  expect(at.textsTo('ada@example.com')).toEqual([expect.stringContaining(explanation)]);
});

test('a reset that failed, and came true after all', async () => {
  const at = office();
  await at.seatIs('live');
  const { id } = await at.asks({ kind: 'reset' });
  const failed = {
    seat: refOf('ada'),
    resetId: `request:${id}`,
    reason: 'ERROR',
    explanation: 'It ended in ERROR.',
  };
  await at.hears(resetFailedV1, failed);
  await at.passes(minute);
  expect(await at.statusOf(id)).toBe('failed');
  await at.hears(resetCompletedV1, receipt(id));
  expect(await at.statusOf(id)).toBe('done');
  expect(at.mails()).toEqual(['ada@example.com: a reset of the desktop: something went wrong']);
  // Its workflow is over: no sweep shall come back to it.
  expect(await at.requests.leftovers(at.clock.at + day, 10)).toEqual([]);
});

test('a desktop that can not be made: its requester is told, and can give it up or have it tried again', async () => {
  const at = office();
  const { id } = await at.asks(aDesktop);
  await at.decides(boss, id);
  await at.hears(seatFailedV1, {
    seat: refOf('ada'),
    reason: 'r',
    explanation: 'There is no room in the subnet.',
  });
  await at.seatIs('failed');
  await at.passes(minute);
  expect(await at.statusOf(id)).toBe('failed');
  expect(at.textsTo('ada@example.com')).toEqual([expect.stringContaining('There is no room in the subnet.')]);
  await at.asks({ kind: 'return' });
  expect(at.sayings()).toEqual(['SeatWanted ada', 'SeatUnwanted ada']);
});

test('what is given back is given up, and its requester is told when it is gone', async () => {
  const at = office();
  await givenDesktop(at);
  const { id } = await at.asks({ kind: 'return' });
  const [said] = at.said;
  expect(said?.detailType).toBe('SeatUnwanted.v1');
  expect(said?.detail.claim).toEqual({ source: 'portal', revision: at.clock.at });
  await at.seatIs('removing');
  await at.seatIs('absent');
  await at.hears(seatRemovedV1, { seat: refOf('ada'), workspaceId });
  await at.passes(minute);
  expect(await at.statusOf(id)).toBe('done');
  expect(at.mails()).toEqual(['ada@example.com: to give the desktop back: done']);
  expect((await at.asks(aDesktop)).status).toBe('waiting');
});

test('a claim on which nobody acted can be given up, so that its user can ask again', async () => {
  const at = office();
  const { id } = await at.asks(aDesktop);
  await at.decides(boss, id);
  await at.passes(2 * day);
  expect(await at.statusOf(id)).toBe('failed');
  const back = await at.asks({ kind: 'return' });
  await at.passes(minute);
  expect(await at.statusOf(back.id)).toBe('done');
  expect(at.sayings()).toEqual(['SeatWanted ada', 'SeatUnwanted ada']);
  expect((await at.asks(aDesktop)).status).toBe('waiting');
});

test('somebody gave them a desktop in the meantime: the claim is said, and there is nothing to wait for', async () => {
  const at = office();
  const { id } = await at.asks(aDesktop);
  await at.seatIs('live');
  let refusals = 2;
  const { bus } = at.world;
  at.world.bus = {
    async publish(events) {
      refusals -= 1;
      if (refusals >= 0) throw new Error('The bus does not answer');
      await bus.publish(events);
    },
  };
  await at.decides(boss, id);
  await at.passes(minute);
  expect(at.sayings()).toEqual(['SeatWanted ada']);
  expect(await at.statusOf(id)).toBe('done');
});

test('an old state, and old news of an earlier desktop, settle nothing', async () => {
  const at = office();
  await givenDesktop(at);
  const before = at.clock.at;
  await at.asks({ kind: 'return' });
  await at.passes(minute);
  await at.seatIs('removing');
  await at.passes(minute);
  await at.seatIs('absent');
  await at.hears(seatRemovedV1, { seat: refOf('ada') });
  await at.passes(hour);
  const { id } = await at.asks(aDesktop);
  await at.decides(boss, id);
  await at.hears(seatProvisionedV1, { seat: refOf('ada'), workspaceId }, { at: before });
  await at.hears(seatChangedV1, { seat: refOf('ada'), version: 2, status: 'live', workspaceId });
  expect(await at.statusOf(id)).toBe('doing');
  await at.hears(seatProvisionedV1, { seat: refOf('ada'), workspaceId });
  expect(await at.statusOf(id)).toBe('done');
});

test('whoever gives a desktop back before it is ready does not wait for it any more', async () => {
  const at = office();
  const { id } = await at.asks(aDesktop);
  await at.decides(boss, id);
  await at.seatIs('provisioning');
  await at.passes(minute);
  at.inbox.length = 0;
  const back = await at.asks({ kind: 'return' });
  await at.passes(minute);
  expect(await at.statusOf(id)).toBe('withdrawn');
  await at.hears(seatRemovedV1, { seat: refOf('ada') });
  await at.passes(minute);
  expect(await at.statusOf(back.id)).toBe('done');
  expect(at.mails()).toEqual(['ada@example.com: to give the desktop back: done']);
  expect(at.steps.executions().map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
});
