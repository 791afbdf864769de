import { setTimeout as sleep } from 'node:timers/promises';
import { paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { EntriesRefused, event, publisher } from '@cleandesk/bus';
import { probeSentV1 } from '@cleandesk/contracts';
import type { Account } from '../account.ts';
import { type Finding, fail, ok, orWell, type Seen, some, unknown } from '../finding.ts';
import { rulesOf } from './bus.ts';

const betweenMs = 2_000;

/**
 * An event goes over the bus to every function, and each writes it into its log. Where another check has found out why one
 * cannot be reached, that is said there, and not twice.
 */
export async function probe(account: Account, others: readonly Finding[]): Promise<Seen[]> {
  const { patienceMs } = account;
  const broken = new Set(
    others.flatMap(({ state, about }) => (state === 'fail' && about !== undefined ? [about] : [])),
  );
  const all = await account.functions();
  const busName = await account.bus();
  const hearing = [...(await rulesOf(account, busName)).values()].filter(({ EventPattern }) =>
    EventPattern?.includes(probeSentV1.detailType),
  );
  const older = all.filter(({ name }) => !hearing.some(({ Name }) => Name?.startsWith(`${name}-hears-`)));
  const asked = all.filter((one) => !older.includes(one) && !broken.has(one.of));
  const found: Seen[] = [];
  if (broken.size > 0)
    found.push(
      unknown(`${some([...broken])} was not waited for.`, 'Mend what is said of it, and ask again.'),
    );
  const behind = older.filter(({ of }) => !broken.has(of));
  if (behind.length > 0)
    found.push(
      unknown(
        `${some(behind.map(({ of }) => of))} has no rule for probes.`,
        'Deploy this version: an older one knows none.',
      ),
    );
  if (asked.length === 0)
    return [
      ...found,
      unknown('A probe was sent to nobody.', 'Mend what is said of the functions, and ask again.'),
    ];
  const probeId = crypto.randomUUID();
  const since = Date.now();
  const bus = publisher({ client: account.events, busName });
  try {
    await bus.publish([event(probeSentV1, { probeId })]);
  } catch (error) {
    if (!(error instanceof EntriesRefused) && !isDenied(error)) throw error;
    return [
      ...found,
      unknown(
        'The bus did not take a probe from you.',
        'Ask with a role of operator_role_arns; every other is denied.',
      ),
    ];
  }
  const missing = await waitFor(account, asked, probeId, since);
  const lost = missing.map(({ of, name }) =>
    fail(
      `A probe did not come through to ${of} within ${patienceMs / 1000} s.`,
      `Look at the log /aws/lambda/${name}, and at what waits in its queue.`,
      of,
    ),
  );
  const well = ok(
    `A probe came over the bus to ${asked.length} ${asked.length === 1 ? 'function' : 'functions'}, within ${Math.ceil((Date.now() - since) / 1000)} s.`,
  );
  return [...found, ...orWell(lost, well.saw)];
}

const isDenied = (error: unknown): boolean =>
  error instanceof Error && error.name === 'AccessDeniedException';

async function waitFor<T extends { name: string }>(
  { logs, patienceMs }: Account,
  asked: readonly T[],
  probeId: string,
  since: number,
): Promise<T[]> {
  let missing = [...asked];
  while (missing.length > 0 && Date.now() - since < patienceMs) {
    await sleep(betweenMs);
    const heard = await Promise.all(
      missing.map(async ({ name }) => {
        // A page can be empty and not the last: FilterLogEvents searches stream by stream.
        const pages = paginateFilterLogEvents(
          { client: logs },
          {
            logGroupName: `/aws/lambda/${name}`,
            filterPattern: `"${probeId}"`,
            // The clock here is not the one there.
            startTime: since - 300_000,
          },
        );
        for await (const { events = [] } of pages)
          if (events.some(({ message }) => message?.includes(probeId))) return true;
        return false;
      }),
    );
    missing = missing.filter((_, index) => heard[index] !== true);
  }
  return missing;
}
