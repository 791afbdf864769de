import type { OutgoingEvent } from '@cleandesk/contracts';
import { type Fields, wholeBatch } from '@cleandesk/lambda';
import { expect, it } from 'vitest';
import { arrivals } from '../../src/adapters/sqs-arrivals.ts';
import { at, minute } from '../domain/given.ts';
import { desktopOf, leftDesktop, liveSeat, Office, refOf } from './given.ts';

const { workspaceId } = desktopOf('ada');
const alarm = 'event of the alarm';

/** The function as Lambda calls it: messages of its queue in, events, timers, records and log lines out. */
function deployed() {
  const office = new Office();
  const lines: Fields[] = [];
  const line = (_message: string, fields: Fields = {}) => void lines.push(fields);
  const problem = (_message: string, _error: unknown, fields: Fields = {}) => void lines.push(fields);
  const handler = wholeBatch(arrivals({ ...office.world(), journal: { info: line, problem } }), {
    deadLetters: { put: () => Promise.resolve() },
    log: { info: line, warn: line, error: problem, correlate: () => undefined },
    meter: { count: () => undefined, publish: () => undefined },
  });
  let events = 0;
  /** In one batch, each with an event id of its own. */
  const hears = (...said: OutgoingEvent[]) => {
    office.endsAt = office.now + minute;
    const Records = said.map(({ source, detailType, detail }) => {
      events += 1;
      const id = `event-${events}`;
      const time = new Date(office.now).toISOString();
      return {
        messageId: id,
        body: JSON.stringify({ id, source, 'detail-type': detailType, time, detail }),
        receiptHandle: id,
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: '0',
          SenderId: '',
          ApproximateFirstReceiveTimestamp: '0',
        },
        messageAttributes: {},
        md5OfBody: '',
        eventSource: 'aws:sqs',
        eventSourceARN: '',
        awsRegion: '',
      };
    });
    return handler({ Records }, { getRemainingTimeInMillis: () => office.endsAt - office.now });
  };
  return { office, lines, hears };
}

const login = (minutes: number): OutgoingEvent => ({
  source: 'cleandesk.alarm-manager',
  detailType: 'DesktopConnected.v1',
  detail: { workspaceId, loginAt: new Date(at(minutes)).toISOString(), correlationId: 'an earlier login' },
});
const left: OutgoingEvent = {
  source: 'cleandesk.alarm-manager',
  detailType: 'DesktopDisconnected.v1',
  detail: {
    workspaceId,
    interval: { start: new Date(at(-10)).toISOString(), end: new Date(at(-5)).toISOString() },
    alarmName: `WorkSpace_Disconnected_${workspaceId}`,
    correlationId: alarm,
  },
};

const idsOf = (events: readonly OutgoingEvent[]) => events.map(({ detail }) => detail.correlationId);

/** The alarm rings, in one batch with a login that came before; the grace passes; the desktop is rebuilt. */
async function absence() {
  const { office, lines, hears } = deployed();
  await office.seats.put(liveSeat('ada'));
  office.fleet.shows.set(workspaceId, leftDesktop('ada'));
  await hears(login(-30), left);
  const [check] = office.timers;
  if (check === undefined) throw new Error('Nobody looks.');
  office.now = check.dueAt;
  await hears(check.event);
  const grace = office.timers.find(({ event }) => event.detailType === 'GraceElapsed.v1');
  if (grace === undefined) throw new Error('No grace runs.');
  office.now = grace.dueAt;
  office.fleet.shows.set(workspaceId, {
    ...leftDesktop('ada'),
    connection: { state: 'DISCONNECTED', checkedAt: office.now - 1000, lastConnectedAt: at(-60) },
  });
  await hears(grace.event);
  return { office, lines, hears, grace };
}

it('one id goes from the alarm through events, timers and looks to the receipt and the record of that absence', async () => {
  const { office, hears, grace } = await absence();
  expect(grace.event.detail.correlationId).toBe(alarm);
  for (const state of ['REBUILDING', 'AVAILABLE']) {
    office.now += 10 * minute;
    office.fleet.shows.set(workspaceId, leftDesktop('ada', { state }));
    await hears({ source: 'cleandesk.rebuild-service', detailType: 'LeftoversCameDue.v1', detail: {} });
  }
  for (const said of ['GraceStarted', 'ResetStarted', 'ResetCompleted'])
    expect([said, idsOf(office.said(said))]).toEqual([said, [alarm]]);
  const records = office.records.of(refOf('ada'));
  expect(records.map(({ kind, text }) => [kind, JSON.parse(text).correlationId])).toEqual([['reset', alarm]]);
});

it('what could not be said before the next story began is said with the id of its own', async () => {
  const { office, hears } = await absence();
  office.now += 10 * minute;
  office.fleet.shows.set(workspaceId, leftDesktop('ada', { state: 'REBUILDING' }));
  await hears({ source: 'cleandesk.rebuild-service', detailType: 'LeftoversCameDue.v1', detail: {} });
  office.now += 10 * minute;
  office.fleet.shows.set(workspaceId, leftDesktop('ada'));
  office.beforePublish = () => Promise.reject(new Error('the bus is away'));
  await hears({ source: 'cleandesk.rebuild-service', detailType: 'LeftoversCameDue.v1', detail: {} });
  expect(office.said('ResetCompleted')).toEqual([]);
  office.beforePublish = () => Promise.resolve();
  office.now += 2 * minute;
  await hears({ ...login(0), detail: { workspaceId, loginAt: new Date(office.now).toISOString() } });
  expect(idsOf(office.said('ResetCompleted'))).toEqual([alarm]);
});

it('a seat that could not be dealt with is told of in the log with the id of its story', async () => {
  const { office, lines, hears } = deployed();
  await office.seats.put(liveSeat('ada'));
  office.seats.beforeCommit = () => Promise.reject(new Error('the table is away'));
  office.fleet.shows.set(workspaceId, leftDesktop('ada'));
  await hears(left);
  expect(lines.length).toBeGreaterThan(0);
  for (const { correlationId } of lines) expect(correlationId).toBe(alarm);
});
