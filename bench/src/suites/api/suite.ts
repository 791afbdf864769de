import * as z from 'zod';
import { joinsAtOnce, resetsAtOnce } from '../../../../simulation/src/scenarios/economy.ts';
import { suite } from '../../suite.ts';
import { type Kind, limitOf } from './limit.ts';

const sizes = [1, 25, 1_000];
const kinds: readonly Kind[] = ['rebuild', 'recreate', 'join'];
const goal = 1.15;
/** From so many at once on they wait for the rate, and not for AWS. */
const many = 25;
const changing = new Set(['RebuildWorkspaces', 'TerminateWorkspaces', 'CreateWorkspaces']);
/** A policy that asks how old the snapshot is. */
const boundsLoss = { dataLoss: { maxSeconds: 86_400, action: 'wait' } };

const row = z.object({
  kind: z.enum(['rebuild', 'recreate', 'join']),
  desktops: z.number().describe('At once'),
  calls: z.record(z.string(), z.number()),
  all: z.number(),
  limit: z.number(),
  ratio: z.number(),
  changes: z.number().describe('Without looks: the calls that change something'),
  limitOfChanges: z.number(),
  minutes: z.number(),
});
type Row = z.infer<typeof row>;

const apiPart = z.object({
  api: z.object({
    ratioToLimit: z.number().describe('The worst of all cases'),
    ratioOfMany: z.number().describe('The worst of 25 and 1,000 at once'),
    cases: z.array(row),
  }),
});

export const api = suite({
  name: 'api',
  title: 'Calls of WorkSpaces, against those without which it can not be done',
  shape: apiPart,
  page: new URL('./page.mustache', import.meta.url),
  async measure(told) {
    const cases: Row[] = [];
    for (const desktops of sizes)
      for (const kind of kinds) {
        told(`${desktops.toLocaleString('en')} at once: ${kind}`);
        cases.push(await measured(kind, desktops));
      }
    const worst = (of: readonly Row[]) => Math.max(...of.map(({ ratio }) => ratio));
    return {
      api: {
        ratioToLimit: worst(cases),
        ratioOfMany: worst(cases.filter(({ desktops }) => desktops >= many)),
        cases,
      },
    };
  },
  goals: ({ api: { ratioToLimit, ratioOfMany } }) => [
    {
      what: 'Calls of WorkSpaces of 25 and 1,000 resets and joiners at once, against the mandatory ones',
      figure: `${ratioOfMany}`,
      goal: `${goal}`,
      isMet: ratioOfMany <= goal,
      because:
        'a recreate is looked at three times until it is gone and three times until it is ready, since nobody tells when; and who joins at once comes in batches, of which each is made by a call of its own. Next: creates of some seconds in one call',
    },
    {
      what: 'The same of one at a time',
      figure: `${ratioToLimit}`,
      goal: `${goal}`,
      isMet: ratioToLimit <= goal,
      because:
        'one shares its looks with nobody, and it is looked at every few minutes until it is ready; where there is one, nobody waits for the rate',
    },
  ],
  shown: ({ api: { cases } }) => ({
    tables: {
      cases: cases.map((one) => ({
        'at once': one.desktops,
        what: one.kind,
        'all calls, mandatory': `${one.all.toLocaleString('en')}, ${one.limit.toLocaleString('en')}`,
        ratio: one.ratio,
        'without looks, mandatory': `${one.changes.toLocaleString('en')}, ${one.limitOfChanges.toLocaleString('en')}`,
        'ratio without looks': Math.round((one.changes / one.limitOfChanges) * 100) / 100,
        'calls for each': Math.round((one.all / one.desktops) * 100) / 100,
      })),
      calls: cases
        .filter(({ desktops }) => desktops === Math.max(...sizes))
        .flatMap(({ kind, calls }) =>
          Object.entries(calls).map(([call, times]) => ({ what: kind, call, times })),
        ),
    },
  }),
});

async function measured(kind: Kind, desktops: number): Promise<Row> {
  const { calls, minutes } =
    kind === 'join'
      ? await joinsAtOnce(desktops)
      : await resetsAtOnce(desktops, kind, kind === 'rebuild' ? boundsLoss : {});
  if (calls.has('throttled')) throw new Error(`${kind} of ${desktops}: AWS throttled`);
  const sum = (wanted: (call: string) => boolean) =>
    [...calls].reduce((all, [call, times]) => all + (wanted(call) ? times : 0), 0);
  const all = sum(() => true);
  const { changes, reads } = limitOf(kind, desktops);
  return {
    kind,
    desktops,
    calls: Object.fromEntries(calls),
    all,
    limit: changes + reads,
    ratio: Math.round((all / (changes + reads)) * 1000) / 1000,
    changes: sum((call) => changing.has(call)),
    limitOfChanges: changes,
    minutes,
  };
}
