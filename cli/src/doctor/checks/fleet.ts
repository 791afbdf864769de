import { GetScheduleCommand } from '@aws-sdk/client-scheduler';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Account } from '../account.ts';
import { fail, ok, orWell, type Seen, some, unknown, warn } from '../finding.ts';

const reconcile =
  'The next reconcile run makes them, within an hour. If it did not: look at the log of alarm-manager-reconcile.';

/** Every managed desktop has its alarm, each alarm its desktop. */
export async function alarms(account: Account): Promise<Seen[]> {
  const { variables } = await account.the('alarm-manager-reconcile');
  const { managed, unwatched, unsound, needless } = await account.fleet();
  const wrong: Seen[] = [];
  if (variables.DETECTOR === 'fleet')
    wrong.push(
      unknown(
        `${managed.length - unwatched.length} of ${managed.length} managed desktops have alarms of their own; which of the others a shard hears only alarm-manager knows.`,
        'A FleetShardGivenUp in the log of events says which shard is not relied on.',
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
  return orWell(wrong, `${managed.length} managed desktops, and each has its alarm.`);
}

/** The first policy that matches wins: whoever is matched by two is managed by one that somebody may not have meant. */
export async function policies(account: Account): Promise<Seen[]> {
  const { managed } = await account.fleet();
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
    'No desktop is matched by two policies.',
  );
}

/** Hours a walk over a large fleet may take while resets take all calls. */
const walkMs = 2 * 3_600_000;

/** A run over the whole fleet has ended not long ago. */
export async function lastReconcile(account: Account): Promise<Seen[]> {
  const { everyMs } = await reconcileRate(account);
  const at = await countedAt(account);
  if (at === undefined)
    return [
      warn('No reconcile run has ended yet.', 'The first one ends within an hour or two of the first apply.'),
    ];
  const age = Date.now() - at;
  const said = `The last reconcile run ended ${new Date(at).toISOString()}`;
  if (age <= 3 * everyMs + walkMs) return [ok(`${said}.`)];
  return [
    fail(
      `${said}, ${Math.round(age / 3_600_000)} hours ago.`,
      'Look at the log of alarm-manager-reconcile: what CloudTrail lost is found by nobody else.',
    ),
  ];
}

async function countedAt({ tables, deployment }: Account): Promise<number | undefined> {
  const { Item = {} } = await tables.send(
    new GetCommand({ TableName: deployment.seats, Key: { pk: 'FLEETS' } }),
  );
  const times = Object.values(Item).flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'at' in one && typeof one.at === 'number' ? [one.at] : [],
  );
  return times.length === 0 ? undefined : Math.max(...times);
}

async function reconcileRate({ timers, deployment }: Account): Promise<{ everyMs: number }> {
  const { ScheduleExpression = '' } = await timers.send(
    new GetScheduleCommand({ GroupName: deployment.timers, Name: 'recurring-ReconcileCameDue' }),
  );
  const [, number = '1', unit = 'hour'] =
    /^rate\((\d+) (minute|hour|day)s?\)$/.exec(ScheduleExpression) ?? [];
  const units = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
  return { everyMs: Number(number) * (unit === 'minute' || unit === 'day' ? units[unit] : units.hour) };
}
