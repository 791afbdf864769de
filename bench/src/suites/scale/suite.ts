import * as z from 'zod';
import type { Goal, Told } from '../../suite.ts';
import { suite } from '../../suite.ts';
import { exponentOf } from './growth.ts';
import { dayOf, type Played } from './played.ts';

const sizes = { others: [1_000, 10_000], largest: 50_000 };
/** Calls of WorkSpaces: 2 a second, 5 at once (WorkSpaces Administration Guide, "throttled-api-calls"). */
const account = { perSecond: 2, burst: 5 };
/** Seconds over which calls are counted for the highest rate. */
const overSeconds = 600;
/**
 * In a second. DynamoDB: of a table on demand, in units; the requests that are counted take one or two, a BatchGetItem more
 * (Developer Guide, "Quotas in Amazon DynamoDB"). Scheduler: in most Regions (User Guide, "Scheduler quotas").
 */
const quotas = { reads: 40_000, writes: 40_000, schedules: 250, timers: 1_000 } as const;
const goalsOf = { drainRatio: 1.15, exponent: 1.05, seconds: 180, peakMb: 4_096 } as const;

const day = z.object({
  desktops: z.number(),
  rebuilds: z.number(),
  recreates: z.number(),
  p50Seconds: z.number().describe('From the time at which a reset was due until AWS had taken its call'),
  p99Seconds: z.number(),
  mostSeconds: z.number(),
  lost: z.number().describe('Seats that did not end with one desktop that is ready and clean'),
  connectedHit: z.number().describe('Resets of somebody who was connected, as an event or a check had told'),
  unseenHit: z
    .number()
    .describe('Resets of who had come back within the last minute, of which AWS had told nobody yet'),
  deadLetters: z.number(),
  throttled: z.number().describe('Calls that AWS refused for being above the rate'),
  callsPerSecondMax: z.number().describe('Of WorkSpaces, in the fullest ten minutes'),
  backlog: z.array(z.object({ hour: z.number(), resets: z.number() })).max(200),
  drainHours: z.number().describe('From when the first of the evening was due until 99 of 100 were taken'),
  limitHours: z.number().describe('The same where each reset waits for the mandatory calls of others only'),
  drainRatio: z.number(),
  hoursUntilClean: z.number().describe('From 7 in the morning until all desktops are ready and clean'),
  perSecondMax: z.object({
    reads: z.number(),
    writes: z.number(),
    schedules: z.number(),
    timers: z.number(),
  }),
  totals: z.object({
    workspaces: z.number(),
    reads: z.number(),
    writes: z.number(),
    schedules: z.number(),
    events: z.number(),
  }),
  seconds: z.number().describe('Of a processor that playing it took'),
  peakMb: z.number(),
});
type Day = z.infer<typeof day>;

const scalePart = z.object({
  scale: z.array(day),
  scaleExponents: z
    .object({
      workspaces: z.number(),
      reads: z.number(),
      writes: z.number(),
      schedules: z.number(),
      events: z.number(),
      seconds: z.number(),
    })
    .describe('How each grows with the fleet: 1 is in proportion'),
});

export const scale = suite({
  name: 'scale',
  title: 'A working day of 1,000 to 50,000 desktops',
  shape: scalePart,
  page: new URL('./page.mustache', import.meta.url),
  runsBeside: true,
  async measure(told, _results, asked) {
    const days = (await allDays(told, asked)).map(toldAs);
    const grows = (of: (one: Day) => number) =>
      exponentOf(days.map((one) => ({ size: one.desktops, value: of(one) })));
    return {
      scale: days,
      scaleExponents: {
        workspaces: grows(({ totals }) => totals.workspaces),
        reads: grows(({ totals }) => totals.reads),
        writes: grows(({ totals }) => totals.writes),
        schedules: grows(({ totals }) => totals.schedules),
        events: grows(({ totals }) => totals.events),
        seconds: grows(({ seconds }) => seconds),
      },
    };
  },
  goals: ({ scale: days, scaleExponents }) => [
    neverAbove(days),
    noneLost(days),
    withinQuotas(days),
    drained(days),
    growsInProportion(scaleExponents),
    ...days.slice(-1).map(played),
  ],
  shown: ({ scale: days, scaleExponents }) => ({
    tables: {
      days: days.map((one) => ({
        desktops: one.desktops,
        'rebuilds, recreates': `${one.rebuilds.toLocaleString('en')}, ${one.recreates.toLocaleString('en')}`,
        'due to taken: p50, p99': `${duration(one.p50Seconds)}, ${duration(one.p99Seconds)}`,
        'evening drained, the limit': `${one.drainHours.toFixed(2)} h, ${one.limitHours.toFixed(2)} h`,
        ratio: one.drainRatio,
        'calls a second at most': one.callsPerSecondMax,
        lost: one.lost,
        'came back unseen': one.unseenHit,
        'all clean after': `${one.hoursUntilClean.toFixed(1)} h`,
        'played in': `${one.seconds} s, ${one.peakMb} MB`,
      })),
      rates: days.map((one) => ({
        desktops: one.desktops,
        ...Object.fromEntries(
          rateNames.map(([name, words]) => [
            `${words} (${quotas[name].toLocaleString('en')})`,
            one.perSecondMax[name],
          ]),
        ),
      })),
      totals: [
        ...days.map((one) => ({ desktops: one.desktops.toLocaleString('en'), ...one.totals })),
        { desktops: '*grows by the power of*', ...withoutSeconds(scaleExponents) },
      ],
    },
    plots: {
      backlog: {
        title: 'Resets that are due and wait, in the course of a day',
        width: 460,
        height: 260,
        data: {
          values: days.flatMap(({ desktops, backlog }) =>
            backlog.map(({ hour, resets }) => ({
              hour,
              resets: resets / desktops,
              of: `${desktops.toLocaleString('en')} desktops`,
            })),
          ),
        },
        mark: 'line',
        encoding: {
          x: { field: 'hour', type: 'quantitative', title: 'hour of the day', scale: { zero: false } },
          y: { field: 'resets', type: 'quantitative', title: 'of the fleet', axis: { format: '%' } },
          color: { field: 'of', type: 'nominal', title: null, sort: null },
        },
      },
    },
  }),
});

/** The largest takes longer than all others together: a processor each. When one breaks off, so do the others. */
async function allDays(told: Told, asked: AbortSignal): Promise<Played[]> {
  const brokenOff = new AbortController();
  const signal = AbortSignal.any([asked, brokenOff.signal]);
  const oneByOne = async (some: readonly number[]): Promise<Played[]> => {
    const days: Played[] = [];
    for (const desktops of some) days.push(await dayOf(desktops, told, signal));
    return days;
  };
  try {
    return (await Promise.all([oneByOne(sizes.others), oneByOne([sizes.largest])])).flat();
  } finally {
    brokenOff.abort();
  }
}

const rateNames = [
  ['reads', 'DynamoDB reads'],
  ['writes', 'DynamoDB writes'],
  ['schedules', 'schedules made'],
  ['timers', 'timers that fire'],
] as const;

function toldAs({ figures, seconds, peakMb }: Played): Day {
  const { late, evening, peaks, totals } = figures;
  const schedules = (of: Record<string, number>) => of['Scheduler CreateSchedule'] ?? 0;
  return {
    desktops: figures.desktops,
    rebuilds: figures.rebuilds,
    recreates: figures.recreates,
    p50Seconds: Math.round(late.p50),
    p99Seconds: Math.round(late.p99),
    mostSeconds: Math.round(late.most),
    lost: figures.lost,
    connectedHit: figures.connectedHit,
    unseenHit: figures.unseenHit,
    deadLetters: figures.deadLetters,
    throttled: figures.throttled,
    callsPerSecondMax: rounded(figures.workspacesPerSecond, 1000),
    backlog: figures.backlog,
    drainHours: rounded(evening.hours),
    limitHours: rounded(evening.limitHours),
    drainRatio: rounded(evening.hours / evening.limitHours, 1000),
    hoursUntilClean: rounded(figures.hoursUntilClean),
    perSecondMax: {
      reads: peaks.reads ?? 0,
      writes: (peaks.writes ?? 0) + (peaks.turns ?? 0),
      schedules: schedules(peaks),
      timers: peaks.timers ?? 0,
    },
    totals: {
      workspaces: totals.WorkSpaces ?? 0,
      reads: totals.reads ?? 0,
      writes: (totals.writes ?? 0) + (totals.turns ?? 0),
      schedules: schedules(totals),
      events: (totals.events ?? 0) + (totals.timers ?? 0),
    },
    seconds,
    peakMb,
  };
}

function neverAbove(days: readonly Day[]): Goal {
  const most = Math.max(...days.map(({ callsPerSecondMax }) => callsPerSecondMax));
  const throttled = days.reduce((sum, one) => sum + one.throttled, 0);
  const allowed = account.perSecond + account.burst / overSeconds;
  return {
    what: 'Calls of WorkSpaces in ten minutes, and those that AWS throttled, whatever the fleet',
    figure: `${most} a second, ${throttled} throttled`,
    goal: `${account.perSecond} a second and a burst of ${account.burst}, none`,
    isMet: throttled === 0 && most <= allowed,
    because:
      'another caller took the same turns, or a turn was booked too late: look at `packages/workspaces`',
  };
}

function noneLost(days: readonly Day[]): Goal {
  const sum = (of: (one: Day) => number) => days.reduce((all, one) => all + of(one), 0);
  const [lost, hit, dead] = [
    sum((one) => one.lost),
    sum((one) => one.connectedHit),
    sum((one) => one.deadLetters),
  ];
  return {
    what: 'Seats without one desktop, ready and clean, at the end of the day; resets of who was connected; dead letters',
    figure: `${lost}; ${hit}; ${dead}`,
    goal: 'none',
    isMet: lost + hit + dead === 0,
    because: 'the day was over before all was clean: see how long the evening took',
  };
}

function withinQuotas(days: readonly Day[]): Goal {
  const shares = days.flatMap((one) => rateNames.map(([name]) => one.perSecondMax[name] / quotas[name]));
  const most = Math.max(...shares);
  return {
    what: 'Requests of DynamoDB and the Scheduler in the fullest second, of their default quotas',
    figure: `${(most * 100).toFixed(1)} %`,
    goal: '50 %',
    isMet: most <= 0.5,
    because:
      'the timers of one second come in a crowd: the quota of schedules is 250 a second in small Regions',
  };
}

function drained(days: readonly Day[]): Goal {
  const worst = Math.max(...days.map(({ drainRatio }) => drainRatio));
  return {
    what: 'Time until the evening is drained, against the mandatory calls at the rate of the account',
    figure: `${worst.toFixed(2)}`,
    goal: `${goalsOf.drainRatio}`,
    isMet: worst <= goalsOf.drainRatio,
    because:
      'one turn in eight is kept for what can wait, which is 1.14 by itself, and observations are no part of the limit; sweeps of a large fleet take up to a fifth, with the turns that nobody else asks for in that moment. Of a reset’s own calls a third are looks: those before calls are good for 5 s, in which others call, too. Next: one look for what a group terminates and rebuilds, and the image of a bundle read once for a group',
  };
}

function growsInProportion(exponents: z.infer<typeof scalePart>['scaleExponents']): Goal {
  const worst = Math.max(...Object.values(withoutSeconds(exponents)));
  return {
    what: 'How calls, requests and events grow with the fleet: exponent, the largest',
    figure: `${worst}`,
    goal: `${goalsOf.exponent}`,
    isMet: worst <= goalsOf.exponent,
    because:
      'schedules: whoever waits longer is looked at more often, by a timer of their own, and first looks, which share theirs, made the small fleets cheaper before all. Next: looks at who waits share theirs, too',
  };
}

const played = ({ seconds, peakMb }: Day): Goal => ({
  what: 'A day of 50,000 desktops in virtual time: processor time, and memory',
  figure: `${seconds} s, ${peakMb.toLocaleString('en')} MB`,
  goal: `${goalsOf.seconds} s, ${goalsOf.peakMb.toLocaleString('en')} MB`,
  isMet: seconds <= goalsOf.seconds && peakMb <= goalsOf.peakMb,
  because: 'it plays each event of 100,000 sessions; a profile of the run says what takes the most',
});

function withoutSeconds({
  seconds: _played,
  ...exponents
}: z.infer<typeof scalePart>['scaleExponents']): Omit<
  z.infer<typeof scalePart>['scaleExponents'],
  'seconds'
> {
  return exponents;
}

const rounded = (value: number, parts = 100): number => Math.round(value * parts) / parts;

const duration = (seconds: number): string =>
  seconds < 120
    ? `${seconds} s`
    : seconds < 7200
      ? `${Math.round(seconds / 60)} min`
      : `${(seconds / 3600).toFixed(1)} h`;
