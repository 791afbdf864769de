import { GetScheduleCommand } from '@aws-sdk/client-scheduler';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ShardSeen } from '@cleandesk/alarm-manager/cli';
import * as z from 'zod';
import type { Account } from '../account.ts';
import { fail, ok, orWell, type Seen, some, unknown, warn } from '../finding.ts';

const reconcile =
  'The next reconcile run makes them, within an hour. If it did not: look at the log of alarm-manager-reconcile.';

/** Every managed desktop has its alarm, each alarm its desktop. */
export async function alarms(account: Account): Promise<Seen[]> {
  const { managed, shards, unwatched, unsound, needless, unreadable } = await account.fleet();
  const wrong: Seen[] = [...unread(unreadable), ...shards.flatMap(trouble)];
  if (unwatched.length > 0 && (await counted(account)) === undefined)
    wrong.push(
      unknown(
        `${unwatched.length} of ${managed.length} managed desktops have no alarm, and no reconcile run has ended yet.`,
        'The first run makes two alarms a second. Ask again when it has ended.',
      ),
    );
  else if (unwatched.length > 0)
    wrong.push(
      fail(
        `${unwatched.length} of ${managed.length} managed desktops have no alarm: ${some(unwatched)}.`,
        reconcile,
      ),
    );
  if (unsound.length > 0)
    wrong.push(fail(`${unsound.length} alarms do not measure disconnects: ${some(unsound)}.`, reconcile));
  if (needless.length > 0)
    wrong.push(
      warn(
        `${needless.length} alarms are of desktops that no policy manages: ${some(needless)}.`,
        'The next reconcile run takes them away. Another deployment in this Region keeps alarms of the same names.',
      ),
    );
  if (managed.length === 0 && wrong.length === 0) wrong.push(nobody());
  return orWell(
    wrong,
    `${managed.length} managed desktops, and each has its alarm${together(shards, managed.length)}.`,
  );
}

/** Of a shard that is not relied on for long: its desktops have alarms of their own, which cost more. */
function trouble({ name, desktops, reliance }: ShardSeen): Seen[] {
  switch (reliance) {
    case 'outgrown':
      return [
        warn(
          `Shard ${name} has ${desktops} managed desktops, which is more than fleet_desktops_per_shard: they have alarms of their own.`,
          'Divide it by a tag in fleet_shards, or raise fleet_desktops_per_shard.',
        ),
      ];
    case 'partial data':
      return [
        warn(
          `CloudWatch looks at a part of the desktops of shard ${name} only: they have alarms of their own.`,
          'Its query finds more than 500 desktops, or 10,000 metrics. Divide it by a tag in fleet_shards.',
        ),
      ];
    case 'not evaluated':
      return [
        warn(
          `CloudWatch could not evaluate the alarm of shard ${name}: its desktops have alarms of their own.`,
          'If that stays so, look at the alarm, or set detector back to "per-desktop".',
        ),
      ];
    // As every shard is at first: it has to be heard before it is relied on.
    case 'silent':
    case 'new':
    case 'to be put':
    case 'relied on':
      return [];
  }
}

/** Which of them have one together. */
function together(shards: readonly ShardSeen[], managed: number): string {
  if (shards.length === 0) return '';
  const relied = shards.filter(({ reliance }) => reliance === 'relied on');
  const others = shards.filter((one) => !relied.includes(one)).map(({ name }) => name);
  if (relied.length === 0) return `: one of its own, until its shard is heard (${some(others)})`;
  const heard = relied.reduce((sum, { desktops }) => sum + desktops, 0);
  const later = others.length === 0 ? '' : `, until their shard is heard (${some(others)})`;
  const rest = heard < managed ? `, the others one of their own${later}` : '';
  return `: ${heard} of a shard (${relied.length} of ${shards.length} are relied on)${rest}`;
}

const unread = (times: number): Seen[] =>
  times === 0
    ? []
    : [
        unknown(
          `${times} desktops were described by AWS so that nothing can be said of them.`,
          'The log of alarm-manager-reconcile says what is missing.',
        ),
      ];

const nobody = (): Seen =>
  unknown(
    'No desktop is managed: nothing that the policies match was seen.',
    'Right before the first desktop. Else look at `match` of the policies, and at the tags of the desktops.',
  );

/** The first policy that matches wins: whoever is matched by two is managed by one that somebody may not have meant. */
export async function policies(account: Account): Promise<Seen[]> {
  const { managed, unreadable } = await account.fleet();
  if (managed.length === 0) return [...unread(unreadable), nobody()];
  const pairs = new Map<string, string[]>();
  for (const {
    workspaceId,
    policies: [first = '', ...others],
  } of managed)
    for (const other of others) {
      const pair = `${first} goes before ${other}`;
      pairs.set(pair, [...(pairs.get(pair) ?? []), workspaceId]);
    }
  return orWell(
    [...pairs].map(([pair, desktops]) =>
      warn(
        `${desktops.length} desktops are matched by two policies, and ${pair}: ${some(desktops)}.`,
        'If that is not meant, narrow what the first one matches, or change their order.',
      ),
    ),
    `None of ${managed.length} managed desktops is matched by two policies.`,
  );
}

/** ms that a walk may take while resets take all calls, and for each desktop besides: alarms are made at two a second. */
const walkMs = { least: 2 * 3_600_000, perDesktop: 500 };

/** A run over the whole fleet has ended not long ago. */
export async function lastReconcile(account: Account): Promise<Seen[]> {
  const { everyMs } = await reconcileRate(account);
  const last = await counted(account);
  if (last === undefined)
    return [
      warn('No reconcile run has ended yet.', 'The first one ends within an hour or two of the first apply.'),
    ];
  const { at, desktops } = last;
  const age = Date.now() - at;
  const said = `The last reconcile run ended ${new Date(at).toISOString()}`;
  if (age <= 3 * everyMs + walkMs.least + desktops * walkMs.perDesktop) return [ok(`${said}.`)];
  return [
    fail(
      `${said}, ${Math.round(age / 3_600_000)} hours ago.`,
      'Look at the log of alarm-manager-reconcile: what CloudTrail lost is found by nobody else.',
    ),
  ];
}

/** When the last run over the whole fleet ended, and what it counted. */
async function counted({ tables, deployment }: Account): Promise<z.output<typeof count> | undefined> {
  const { Item = {} } = await tables.send(
    new GetCommand({ TableName: deployment.seats, Key: { pk: 'FLEETS' } }),
  );
  const counts = Object.values(Item).flatMap((one: unknown) => {
    const read = count.safeParse(one);
    return read.success ? [read.data] : [];
  });
  if (counts.length === 0) return undefined;
  return {
    at: Math.max(...counts.map(({ at }) => at)),
    desktops: counts.reduce((sum, { desktops }) => sum + desktops, 0),
  };
}

/** Of a policy, as rebuild-service keeps it. */
const count = z.object({ at: z.number(), desktops: z.number() });

async function reconcileRate({ timers, deployment }: Account): Promise<{ everyMs: number }> {
  const { ScheduleExpression = '' } = await timers.send(
    new GetScheduleCommand({ GroupName: deployment.timers, Name: 'recurring-ReconcileCameDue' }),
  );
  const [, number = '1', unit = 'hour'] =
    /^rate\((\d+) (minute|hour|day)s?\)$/.exec(ScheduleExpression) ?? [];
  const units = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
  return { everyMs: Number(number) * (unit === 'minute' || unit === 'day' ? units[unit] : units.hour) };
}
