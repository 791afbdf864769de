import {
  desktopConnectedV1,
  desktopDisconnectedV1,
  resetRequestedV1,
  seatWantedV1,
  workspacesAccess,
} from '@cleandesk/contracts';
import { expect, expectTypeOf, test } from 'vitest';
import { listen, on, UnreadableEvent } from '../src/index.ts';

const listener = listen([
  on(desktopConnectedV1, (detail, { correlationId, at }) => ({
    type: 'Connected' as const,
    detail,
    correlationId,
    at,
  })),
  on(workspacesAccess, (detail) => ({
    type: 'LoggedIn' as const,
    id: detail.workspaceId,
    directory: detail.directoryId,
  })),
  on(resetRequestedV1, (detail, known) => ({
    type: 'Requested' as const,
    by: known.source,
    id: detail.requestId,
  })),
]);

const connected = {
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  source: 'cleandesk.alarm-manager',
  'detail-type': 'DesktopConnected.v1',
  time: '2026-08-01T10:00:00Z',
  account: '123456789012',
  region: 'eu-central-1',
  resources: [],
  detail: { workspaceId: 'ws-abcdefgh1', loginAt: '2026-08-01T09:59:50.123Z' },
};
const reasonOf = (raw: unknown): string => {
  try {
    listener.read(raw);
  } catch (error) {
    if (error instanceof UnreadableEvent) return error.reason;
    throw error;
  }
  return 'was read';
};

test('an event comes in as what its route makes of it', () => {
  const read = listener.read(connected);
  expectTypeOf(read.type).toEqualTypeOf<'Connected' | 'LoggedIn' | 'Requested'>();
  expect(read).toEqual({
    type: 'Connected',
    detail: connected.detail,
    correlationId: connected.id,
    at: Date.parse('2026-08-01T10:00:00Z'),
  });
});

test('a correlation id is carried on', () => {
  const carried = { ...connected, detail: { ...connected.detail, correlationId: 'the-first-signal' } };
  expect(listener.read(carried)).toMatchObject({ correlationId: 'the-first-signal' });
});

test("AWS's own event is read as AWS writes it", () => {
  const access = {
    ...connected,
    source: 'aws.workspaces',
    'detail-type': 'WorkSpaces Access',
    detail: {
      clientIpAddress: '192.0.2.3',
      actionType: 'successfulLogin',
      loginTime: '2026-08-01T09:59:51.595Z',
      directoryId: 'domain/d-123456789',
      workspaceId: 'ws-xyskdga1',
    },
  };
  expect(listener.read(access)).toEqual({ type: 'LoggedIn', id: 'ws-xyskdga1', directory: 'd-123456789' });
});

test('each of several sources of a contract is heard', () => {
  const asked = {
    ...connected,
    'detail-type': 'ResetRequested.v1',
    detail: {
      seat: { directoryId: 'd-90670a1b2c', userName: 'alice' },
      requestId: 'r-1',
      requestedBy: 'bob',
    },
  };
  for (const source of resetRequestedV1.sources) {
    expect(listener.read({ ...asked, source })).toEqual({ type: 'Requested', by: source, id: 'r-1' });
  }
  expect(reasonOf({ ...asked, source: 'cleandesk.alarm-manager' })).toMatch(/nobody listens/);
});

test('the rule patterns are those of the contracts', () => {
  expect(listener.patterns).toEqual([
    desktopConnectedV1.pattern,
    workspacesAccess.pattern,
    resetRequestedV1.pattern,
  ]);
});

test.each([
  ['no object', 'text', /no EventBridge envelope/],
  ['nothing', null, /no EventBridge envelope/],
  ['no envelope', { detail: {} }, /no EventBridge envelope: id: /],
  [
    'an unknown version',
    { ...connected, 'detail-type': 'DesktopConnected.v2' },
    /nobody listens to DesktopConnected\.v2/,
  ],
  [
    'a known detail-type of a stranger',
    { ...connected, source: 'cleandesk.stranger' },
    /nobody listens to .*stranger/,
  ],
  [
    'a known event that nobody here listens to',
    { ...connected, 'detail-type': desktopDisconnectedV1.detailType },
    /nobody/,
  ],
  ['a detail that does not fit', { ...connected, detail: { workspaceId: 'ws-abcdefgh1' } }, /v1: loginAt: /],
  ['a replay', { ...connected, 'replay-name': 'last-week' }, /replayed/],
])('%s is unreadable, with the reason', (_, raw, reason) => {
  expect(reasonOf(raw)).toMatch(reason);
});

test('the reason names fields, and nobody', () => {
  const strict = listen([on(seatWantedV1, (detail) => detail)]);
  const wanted = {
    ...connected,
    source: 'cleandesk.operator',
    'detail-type': 'SeatWanted.v1',
    detail: {
      seat: { directoryId: 'alice', userName: 17 },
      claim: { source: 'alice', revision: 'alice' },
      desired: {},
    },
  };
  expect(() => strict.read(wanted)).toThrow(
    /seat\.directoryId.*seat\.userName.*claim\.revision.*desired\.bundleId/,
  );
  expect(() => strict.read(wanted)).not.toThrow(/alice|17/);
});

test('two routes for one event are refused at start', () => {
  expect(() => listen([on(desktopConnectedV1, () => 1), on(desktopConnectedV1, () => 2)])).toThrow(
    /Two routes/,
  );
});
