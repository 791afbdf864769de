import type { ShardSeen } from '@cleandesk/alarm-manager/cli';
import { expect, test } from 'vitest';
import { examine } from '../src/doctor/examine.ts';
import { denials, type Made, scriptedDeployment, usual } from './scripted-deployment.ts';

async function seen(checks: readonly string[], made: Made = {}) {
  const found = await examine(scriptedDeployment(made), 'after', checks);
  return found.map(({ check, state, saw }) => ({ check, state, saw }));
}

const statesOf = async (checks: readonly string[], made: Made = {}) =>
  (await seen(checks, made)).map(({ check, state }) => `${check}: ${state}`);

test('what is well is well, and says what was looked at', async () => {
  const found = await seen(['queues', 'rate', 'dead letters']);
  expect(found.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok']);
});

test('variables that could not be decrypted are not known, and nothing that goes by them is well', async () => {
  const functions = { ...usual, 'alarm-manager-reconcile': 'unread' as const, 'alarm-manager-watch': {} };
  const found = await seen(['functions', 'rate', 'mail', 'alarms', 'policies'], { functions });
  for (const check of ['functions', 'rate', 'mail', 'alarms', 'policies']) {
    const states = found.filter((one) => one.check === check).map(({ state }) => state);
    expect({ check, states }).toEqual({ check, states: ['unknown'] });
  }
  expect(found[0]?.saw).toContain('alarm-manager-reconcile could not be read (AccessDeniedException)');
});

test('of no function at all nothing is well', async () => {
  const checks = ['mail', 'rules', 'queues', 'permissions', 'keys', 'rate', 'timers', 'probe'];
  const saw = 'No function of desks is deployed, or all of their queues are gone.';
  expect(await seen(checks, { functions: {} })).toEqual(
    checks.map((check) => ({ check, state: 'unknown', saw })),
  );
  expect(new Set(await statesOf(['functions'], { functions: {} }))).toEqual(new Set(['functions: fail']));
});

test('a queue that was deleted is missed, either half of it, and those of no function', async () => {
  const rules = {
    'desks-rebuild-service-seats-hears-operator': 'desks',
    // Another deployment on the same bus.
    'desks-two-rebuild-service-seats-hears-operator': 'desks-two',
  };
  const deleted = ['desks-rebuild-service-seats'];
  expect(await seen(['queues'], { rules, deleted })).toEqual([
    { check: 'queues', state: 'fail', saw: 'The queue desks-rebuild-service-seats is gone.' },
  ]);
  const letters = ['desks-rebuild-service-seats-dead-letters', 'desks-timers-dead-letters'];
  expect((await seen(['queues'], { rules, deleted: letters })).map(({ saw }) => saw)).toEqual(
    letters.map((queue) => `The queue ${queue} is gone.`),
  );
});

test('rules are known by the tags that their owner gives them', async () => {
  const rules = { 'desks-rebuild-service-seats-hears-operator': 'production' };
  const deleted = ['desks-rebuild-service-seats'];
  const answers = { ListQueueTags: () => ({ Tags: { Deployment: 'production' } }) };
  expect(await statesOf(['queues'], { rules, deleted, answers })).toEqual(['queues: fail']);
});

test('a denial that is for something else locks neither a queue nor the bus', async () => {
  const open = await seen(['queues'], { queueDenials: [denials.plainHttp] });
  expect(open.map(({ state }) => state)).toEqual(['fail', 'fail']);
  expect(open[0]?.saw).toContain('Anybody whom IAM lets may send to the queue');
  const denial = (Condition: object) => ({
    Effect: 'Deny',
    Principal: '*',
    Action: 'events:PutEvents',
    Condition,
  });
  const roles = { 'aws:PrincipalArn': ['arn:aws:iam::111122223333:role/desks-rebuild-service-seats'] };
  expect(await statesOf(['bus'], { busPolicy: [denial({ ArnLike: roles })] })).toEqual(['bus: fail']);
  const places = { 'aws:SourceIp': ['10.0.0.0/8'] };
  expect(await statesOf(['bus'], { busPolicy: [denial({ ArnNotLike: places })] })).toEqual(['bus: fail']);
  expect(await statesOf(['bus'], { busPolicy: [denial({ ArnNotLike: roles })] })).toEqual(['bus: ok']);
});

test('a policy that cannot be read is neither locked nor open', async () => {
  const busPolicy = [{ Effect: 'Perhaps' }];
  expect(await statesOf(['bus'], { busPolicy })).toEqual(['bus: unknown']);
});

test('functions that speak on different buses are told', async () => {
  const functions = {
    ...usual,
    'alarm-manager-watch': { EVENT_BUS_NAME: 'company-events', POLICIES: '[]' },
  };
  expect((await seen(['functions'], { functions })).map(({ saw }) => saw)).toEqual([
    'Functions speak on different buses: desks, company-events.',
  ]);
  const account = scriptedDeployment();
  const named = { ...account, deployment: { ...account.deployment, bus: 'company-events' } };
  expect(await examine(named, 'after', ['functions'])).toMatchObject([
    { state: 'fail', saw: 'alarm-manager-watch is not deployed.' },
    { state: 'fail', saw: expect.stringContaining('on the bus desks, and company-events was named') },
  ]);
});

test('a probe that is on a later page of the log has come through', async () => {
  const Rules = Object.keys(usual).map((of) => ({
    Name: `desks-${of}-hears-operator`,
    EventPattern: '{"detail-type":["ProbeSent.v1"]}',
  }));
  const answers = {
    ListRules: () => ({ Rules }),
    PutEvents: () => ({ Entries: [{ EventId: '1' }] }),
    FilterLogEvents: (input: unknown) => {
      const { filterPattern = '', nextToken } = Object(input);
      return nextToken === undefined
        ? { events: [], nextToken: 'more' }
        : { events: [{ message: `A probe came through ${filterPattern}`.replaceAll('"', '') }] };
    },
  };
  expect(await statesOf(['probe'], { answers })).toEqual(['probe: ok']);
});

const senders = (from: string) => ({ ...usual, 'user-notices-tell': { MAIL: from } });

test('who mails come from is not known where it cannot be read, and a verified domain is enough', async () => {
  expect(await statesOf(['mail'], { functions: senders('{') })).toEqual(['mail: unknown']);
  const answers = {
    'GET /v2/email/identities/desktops%40example.com': () => ({ VerifiedForSendingStatus: false }),
    'GET /v2/email/identities/example.com': () => ({ VerifiedForSendingStatus: true }),
    'GET /v2/email/account': () => ({ SendingEnabled: true, ProductionAccessEnabled: true }),
  };
  const functions = senders('{"from":"Desktops <desktops@example.com>"}');
  expect(await seen(['mail'], { functions, answers })).toEqual([
    { check: 'mail', state: 'ok', saw: 'SES has verified example.com.' },
  ]);
});

test('a trail of the organisation that tells nothing does not hide one that tells', async () => {
  const trails = [
    { Name: 'all', TrailARN: 'all', IsMultiRegionTrail: true, IsOrganizationTrail: true },
    { Name: 'own', TrailARN: 'own', IsMultiRegionTrail: true },
  ];
  const selected = (selectors: object[]) => ({
    DescribeTrails: () => ({ trailList: trails }),
    GetTrailStatus: (input: unknown) => {
      if (Object(input).Name === 'all') throw new Error('not yours');
      return { IsLogging: true };
    },
    GetEventSelectors: () => ({ AdvancedEventSelectors: [{ FieldSelectors: selectors }] }),
  });
  const management = { Field: 'eventCategory', Equals: ['Management'] };
  expect(await statesOf(['trail'], { answers: selected([management]) })).toEqual(['trail: ok']);
  // A selector for another service logs nothing of ours: then only the organisation knows.
  const others = [management, { Field: 'eventSource', Equals: ['s3.amazonaws.com'] }];
  expect(await statesOf(['trail'], { answers: selected(others) })).toEqual(['trail: unknown']);
});

const hour = 3_600_000;

/** What the last reconcile run has left, of a policy with so many desktops. */
const reconciled = (desktops: number, hoursAgo: number) => ({
  'GET /schedules/recurring-ReconcileCameDue': () => ({ ScheduleExpression: 'rate(1 hour)' }),
  GetItem: () => ({
    Item: {
      pk: { S: 'FLEETS' },
      kiosks: {
        M: { at: { N: String(Date.now() - hoursAgo * hour) }, desktops: { N: String(desktops) } },
      },
    },
  }),
});

test('a walk over a large fleet may take longer than one over a small one', async () => {
  expect(await statesOf(['last reconcile'], { answers: reconciled(50_000, 9) })).toEqual([
    'last reconcile: ok',
  ]);
  expect(await statesOf(['last reconcile'], { answers: reconciled(10, 9) })).toEqual([
    'last reconcile: fail',
  ]);
});

const watching = {
  managed: ['ws-a', 'ws-b'].map((workspaceId) => ({ workspaceId, userName: 'ada', policies: ['kiosks'] })),
  shards: [] as ShardSeen[],
  unwatched: [] as string[],
  unsound: [],
  needless: [],
  unreadable: 0,
};

async function alarmsOf(
  more: Partial<typeof watching>,
  answers: NonNullable<Made['answers']> = reconciled(2, 1),
) {
  const account = scriptedDeployment({ answers });
  const found = await examine({ ...account, fleet: async () => ({ ...watching, ...more }) }, 'after', [
    'alarms',
    'policies',
  ]);
  return found.map(({ check, state }) => `${check}: ${state}`);
}

test('a desktop without an alarm is a fault once a run has ended, and nothing is well of desktops nobody saw', async () => {
  expect(await alarmsOf({})).toEqual(['alarms: ok', 'policies: ok']);
  expect(await alarmsOf({ unwatched: ['ws-a'] })).toEqual(['alarms: fail', 'policies: ok']);
  const never = { ...reconciled(2, 1), GetItem: () => ({}) };
  expect(await alarmsOf({ unwatched: ['ws-a'] }, never)).toEqual(['alarms: unknown', 'policies: ok']);
  expect(await alarmsOf({ managed: [] })).toEqual(['alarms: unknown', 'policies: unknown']);
  expect(await alarmsOf({ unreadable: 2 })).toEqual(['alarms: unknown', 'policies: ok']);
});

test('an alarm for many stands in for theirs, and a shard that can not is told', async () => {
  const shard = (reliance: ShardSeen['reliance']) => ({ name: 'floor-1', desktops: 2, reliance });
  expect(await alarmsOf({ shards: [shard('relied on')] })).toEqual(['alarms: ok', 'policies: ok']);
  // As each is at first: until it is heard its desktops have alarms of their own, and who has none is told as ever.
  expect(await alarmsOf({ shards: [shard('silent')] })).toEqual(['alarms: ok', 'policies: ok']);
  expect(await alarmsOf({ shards: [shard('silent')], unwatched: ['ws-a'] })).toEqual([
    'alarms: fail',
    'policies: ok',
  ]);
  for (const reliance of ['outgrown', 'partial data', 'not evaluated'] as const)
    expect(await alarmsOf({ shards: [shard(reliance)] })).toEqual(['alarms: warn', 'policies: ok']);
});

test('what AWS does not say is not well', async () => {
  const answers = {
    GetServiceQuota: () => ({ Quota: {} }),
    'GET /2016-08-19/account-settings': () => ({ AccountLimit: { UnreservedConcurrentExecutions: 900 } }),
  };
  expect(await statesOf(['quotas'], { answers })).toEqual(['quotas: ok', 'quotas: unknown']);
});
