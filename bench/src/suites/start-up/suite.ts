import { limitKb } from '@cleandesk/bundle';
import * as z from 'zod';
import { median } from '../../median.ts';
import { environmentFor } from '../../sample-environment.ts';
import { type Goal, suite, type Told } from '../../suite.ts';
import { endpoints } from './endpoints.ts';
import { startedFresh, type Taken } from './fresh-process.ts';
import { profileOf } from './profile.ts';
import {
  counterpartOf,
  functions,
  limits,
  ourRunners,
  output,
  type Runner,
  seedsRunners,
} from './subjects.ts';

const rounds = 15;
const profiled = 'rebuild-service/seats';
/** What a function may take of what it is compared with, and MB at most. */
const most = { toPython: 0.5, toOneClient: 1.3, peakMb: 110 };

const times = { initMs: z.number(), firstMs: z.number().optional(), peakMb: z.number() };
const part = z.object({ part: z.string(), ms: z.number() });

export const shape = z.object({
  init: z
    .object({
      rounds: z.number().describe('Fresh processes of each; all took turns'),
      ratioToPython: z
        .number()
        .describe('The most that a function took to load, of what its counterpart among the seeds took'),
      ratioToOneClient: z
        .number()
        .describe('The most that a function took to load, of what a handler with one SDK client took'),
      peakMb: z.number().describe('The most memory that a process of a function had, after its first event'),
      functions: z.array(
        z.object({
          function: z.string(),
          kb: z.number().describe('What a cold start reads'),
          ...times,
          firstEvent: z.string(),
          counterpart: z.string(),
          toPython: z.number(),
          toOneClient: z.number(),
        }),
      ),
      comparedWith: z.array(z.object({ name: z.string(), kb: z.number().optional(), ...times })),
      profile: z
        .object({ of: z.string(), parts: z.array(part), oneClient: z.array(part) })
        .describe('Where the time of loading goes'),
    })
    .describe('Cold starts: medians'),
});
type Init = z.infer<typeof shape>['init'];

export const startUp = suite({
  name: 'start-up',
  title: 'Start-up',
  shape,
  page: new URL('./page.mustache', import.meta.url),
  measure: async (told) => ({ init: await measured(told) }),
  goals: ({ init }) => goalsOf(init),
  shown: ({ init }) => ({
    tables: {
      functions: init.functions.map((one) => ({
        function: one.function,
        kB: one.kb,
        'load, ms': one.initMs,
        'first event, ms': one.firstMs ?? '–',
        'first event': one.firstEvent,
        MB: one.peakMb,
        'of the seed': one.toPython,
        'of one client': one.toOneClient,
      })),
      comparedWith: init.comparedWith.map((one) => ({
        'compared with': one.name,
        kB: one.kb ?? '–',
        'load, ms': one.initMs,
        'first event, ms': one.firstMs ?? '–',
        MB: one.peakMb,
      })),
      profile: init.profile.parts.map(({ part, ms }) => ({
        part,
        [`${init.profile.of}, ms`]: ms,
        'one SDK client, ms': init.profile.oneClient.find((one) => one.part === part)?.ms ?? 0,
      })),
    },
  }),
});

async function measured(told: Told): Promise<Init> {
  const reach = await endpoints();
  try {
    told('bundling');
    const ours = await ourRunners(reach.environment);
    const others = [...(await limits(reach.environment)), ...(await seedsRunners(reach.environment))];
    const taken = await inTurns([...ours, ...others], told);
    told('profiling');
    return { ...figures(ours, others, taken), profile: await profile() };
  } finally {
    await reach.stop();
  }
}

/** The first round only warms the disk's cache. All take turns, so that a busy minute falls on all of them. */
async function inTurns(runners: readonly Runner[], told: Told): Promise<Map<Runner, Taken[]>> {
  const taken = new Map<Runner, Taken[]>(runners.map((runner) => [runner, []]));
  for (let round = 0; round <= rounds; round += 1) {
    if (round % 5 === 0) told(`${round} of ${rounds} rounds`);
    for (const [runner, all] of taken) {
      const one = await startedFresh(runner.subject);
      if (runner.first?.isRight(one.answer) === false)
        throw new Error(`${runner.name} answered its first event with ${JSON.stringify(one.answer)}`);
      if (round > 0) all.push(one);
    }
  }
  return taken;
}

function figures(
  ours: readonly Runner[],
  others: readonly Runner[],
  taken: ReadonlyMap<Runner, readonly Taken[]>,
): Omit<Init, 'profile'> {
  const of = (runner: Runner) => {
    const all = taken.get(runner) ?? [];
    return {
      ...(runner.kb === undefined ? {} : { kb: Math.round(runner.kb) }),
      initMs: tenth(median(all.map(({ initMs }) => initMs))),
      ...(runner.first === undefined ? {} : { firstMs: tenth(median(all.map(({ firstMs }) => firstMs))) }),
      peakMb: tenth(Math.max(...all.map(({ peakMb }) => peakMb))),
    };
  };
  const comparedWith = others.map((runner) => ({ name: runner.name, ...of(runner) }));
  const initOf = (name: string): number => {
    const found = comparedWith.find((one) => one.name === name);
    if (found === undefined) throw new Error(`${name} was not measured`);
    return found.initMs;
  };
  const rows = ours.map((runner) => {
    const own = of(runner);
    const counterpart = counterpartOf(runner.name);
    return {
      function: runner.name,
      ...own,
      kb: own.kb ?? 0,
      firstEvent: runner.first?.what ?? '',
      counterpart,
      toPython: hundredth(own.initMs / initOf(counterpart)),
      toOneClient: hundredth(own.initMs / initOf('one SDK client')),
    };
  });
  return {
    rounds,
    ratioToPython: Math.max(...rows.map(({ toPython }) => toPython)),
    ratioToOneClient: Math.max(...rows.map(({ toOneClient }) => toOneClient)),
    peakMb: Math.max(...rows.map(({ peakMb }) => peakMb)),
    functions: rows,
    comparedWith,
  };
}

async function profile(): Promise<Init['profile']> {
  const found = (await functions()).find(({ name }) => name === profiled);
  if (found === undefined) throw new Error(`There is no function ${profiled}`);
  const { entry, service } = found;
  const environment = environmentFor(service);
  return {
    of: profiled,
    parts: await profileOf({ entry, folder: `${output}/profile`, environment, rounds }),
    oneClient: await profileOf({
      entry: new URL('../../../baseline/one-client.ts', import.meta.url).pathname,
      folder: `${output}/profile-one-client`,
      environment,
      rounds,
    }),
  };
}

/** Of the Python functions one tells how long its first event takes: the lightest. */
const pythonsFirst = 'alarm_create';

/** Cold start and first event of each, of its counterpart's. */
function withFirstOf({ functions: all, comparedWith }: Init): { name: string; ratio: number }[] {
  const of = (name: string) => comparedWith.find((one) => one.name === name);
  const first = of(pythonsFirst)?.firstMs ?? 0;
  return all.map(({ function: name, initMs, firstMs = 0, counterpart }) => ({
    name,
    ratio: hundredth((initMs + firstMs) / ((of(counterpart)?.initMs ?? 0) + first)),
  }));
}

const slowestWithFirst = (init: Init) => withFirstOf(init).toSorted((a, b) => b.ratio - a.ratio)[0];

function goalsOf(init: Init): Goal[] {
  const { ratio: withFirst = 0, name: slowestFirst = '' } = slowestWithFirst(init) ?? {};
  const slowest = (key: 'toPython' | 'toOneClient') =>
    init.functions.toSorted((a, b) => b[key] - a[key])[0]?.function ?? '';
  const largest = Math.max(...init.functions.map(({ kb }) => kb));
  return [
    {
      what: 'a cold start, of the seed’s in Python',
      figure: `${init.ratioToPython} (${slowest('toPython')})`,
      goal: `at most ${most.toPython}`,
      isMet: init.ratioToPython <= most.toPython,
      because: 'see the profile: the bundle is what is read and compiled, so what is imported has to shrink',
    },
    {
      what: 'a cold start and its first event, of the seed’s in Python',
      figure: `${withFirst} (${slowestFirst})`,
      goal: `at most ${most.toPython}`,
      isMet: withFirst <= most.toPython,
      because:
        'connections are made and schemas built when the first event comes, and an alarm is made by a single call. Next: the connection to the table while the function is loaded',
    },
    {
      what: 'a cold start, of a handler’s with one SDK client',
      figure: `${init.ratioToOneClient} (${slowest('toOneClient')})`,
      goal: `at most ${most.toOneClient}`,
      isMet: init.ratioToOneClient <= most.toOneClient,
      because:
        'it has five clients, all rules of a seat and their schemas, and is compiled as far as it runs: see the profile. The next step would be `zod/mini`',
    },
    {
      what: 'memory of a function after its first event',
      figure: `${init.peakMb} MB`,
      goal: `less than ${most.peakMb} MB`,
      isMet: init.peakMb < most.peakMb,
      because: 'most of it is Node.js itself',
    },
    {
      what: 'the largest function, as a cold start reads it',
      figure: `${largest} kB`,
      goal: `at most ${limitKb} kB`,
      isMet: largest <= limitKb,
      because: 'something new is imported at the start: read it at its first use',
    },
  ];
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
const hundredth = (value: number): number => Math.round(value * 100) / 100;
