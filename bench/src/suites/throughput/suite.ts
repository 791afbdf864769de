import { setTimeout as pause } from 'node:timers/promises';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { desktopConnectedV1 } from '@cleandesk/contracts';
import type { StackEnvironment } from '@cleandesk/launcher';
import * as z from 'zod';
import { stackOutputs } from '../../../../e2e/src/stack/outputs.ts';
import { quantile } from '../../cloud/pages.ts';
import { stackAsNew } from '../../stack/bench-stack.ts';
import { type Goal, suite, type Told } from '../../suite.ts';
import { type Limit, limitOn } from './limit.ts';
import { type Phase, type Put, put } from './putting.ts';
import { type ManySeats, manySeats } from './seats.ts';
import { tableCalls } from './table-calls.ts';

const phases: readonly Phase[] = [
  { name: '1 a second', events: 20, perSecond: 1 },
  { name: '10 a second', events: 150, perSecond: 10 },
  { name: '100 a second', events: 1_000, perSecond: 100 },
  { name: 'a burst of 2,000', events: 2_000 },
];
/** Calls of DynamoDB for an event that changes nothing. */
const mostCalls = 2;
/** ms after the last event was put within which the last one has to be committed. */
const patienceMs = 90_000;
/** ms between two looks at what has arrived: each of them takes the emulator's time, too. */
const askEveryMs = 2_000;

const latency = z.object({ p50Ms: z.number(), p95Ms: z.number(), p99Ms: z.number() });

const shape = z.object({
  throughput: z
    .object({
      phases: z.array(
        z.object({
          phase: z.string(),
          events: z.number(),
          ours: latency.describe('From the bus until the decision is committed'),
          limit: latency.describe('From the bus until a function that does nothing is handed the event'),
          ourEventsPerSecond: z.number().describe('From the first event put to the last one committed'),
          limitEventsPerSecond: z.number(),
        }),
      ),
      tableCalls: z
        .array(
          z.object({
            what: z.string(),
            events: z.number(),
            calls: z.array(z.string()),
            perEvent: z.number(),
            quiet: z.boolean().describe('Whether the event changes nothing'),
          }),
        )
        .describe('What a batch of events asks of DynamoDB'),
      quietCallsPerEvent: z.number(),
    })
    .describe('Logins, on the local stack'),
});
type Throughput = z.infer<typeof shape>['throughput'];

export const throughput = suite({
  name: 'throughput',
  title: 'Throughput',
  shape,
  page: new URL('./page.mustache', import.meta.url),
  needsStack: true,
  measure: async (told, _results, asked) => ({
    throughput: await measured(await stackAsNew(told, asked), told),
  }),
  goals: ({ throughput }) => goalsOf(throughput),
  shown: ({ throughput }) => ({
    tables: {
      phases: throughput.phases.flatMap(({ phase, ours, limit, ...rates }) => [
        row(phase, 'ours, committed', ours, rates.ourEventsPerSecond),
        row(phase, 'a function that does nothing', limit, rates.limitEventsPerSecond),
      ]),
      calls: throughput.tableCalls.map(({ what, events, calls, perEvent }) => ({
        what,
        events,
        'calls of DynamoDB': calls.join(', '),
        'an event': perEvent,
      })),
    },
  }),
});

const row = (
  phase: string,
  what: string,
  { p50Ms, p95Ms, p99Ms }: z.infer<typeof latency>,
  perSecond: number,
) => ({
  phase,
  what,
  'p50, ms': p50Ms,
  'p95, ms': p95Ms,
  'p99, ms': p99Ms,
  'events/s': perSecond,
});

async function measured(stack: StackEnvironment, told: Told): Promise<Throughput> {
  const outputs = stackOutputs.parse(stack.outputs);
  const events = new EventBridgeClient({
    endpoint: stack.baseUrl,
    region: stack.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const most = Math.max(...phases.map((phase) => phase.events));
  told(`${most} seats are made`);
  const seats = await manySeats(stack, outputs.seats_table_name, most);
  try {
    const limit = await limitOn(stack, outputs.event_bus_name);
    const bus = { events, name: outputs.event_bus_name };
    // So that none of them is measured with a cold start.
    await nothing(bus, limit, { name: 'warm', events: 20 });
    await logins(bus, seats, { name: 'warm', events: 20 });
    const rows: Throughput['phases'] = [];
    for (const phase of phases) {
      told(phase.name);
      const idle = await nothing(bus, limit, phase);
      const ours = await logins(bus, seats, phase);
      rows.push({
        phase: phase.name,
        events: phase.events,
        ours: ours.latency,
        limit: idle.latency,
        ourEventsPerSecond: ours.perSecond,
        limitEventsPerSecond: idle.perSecond,
      });
    }
    told('calls of the table');
    const calls = await tableCalls(stack, outputs.seats_table_name, seats.workspaceIds);
    const quiet = calls.filter((one) => one.quiet).map(({ perEvent }) => perEvent);
    return { phases: rows, tableCalls: calls, quietCallsPerEvent: Math.max(...quiet) };
  } finally {
    seats.close();
    events.destroy();
  }
}

type Bus = { events: EventBridgeClient; name: string };

/** Each about another seat. A login is what is heard most often; it asks nothing of WorkSpaces. */
async function logins(bus: Bus, seats: ManySeats, phase: Phase) {
  const [source] = desktopConnectedV1.sources;
  const puts = seats.workspaceIds.slice(0, phase.events).map(
    (workspaceId): Put => ({
      key: workspaceId,
      source,
      detailType: desktopConnectedV1.detailType,
      detail: () => ({ workspaceId, loginAt: new Date().toISOString() }),
    }),
  );
  return arrivals(bus, puts, phase, async (since) => {
    const committed = await seats.committed();
    return new Map([...committed].filter(([, at]) => at >= since));
  });
}

function nothing(bus: Bus, limit: Limit, phase: Phase) {
  const puts = Array.from({ length: phase.events }, (_, number): Put => {
    const key = `${phase.name.replaceAll(' ', '-')}-${number}`;
    return { key, source: limit.source, detailType: limit.detailType, detail: () => ({ key }) };
  });
  return arrivals(bus, puts, phase, (since) => limit.handed(since));
}

async function arrivals(
  bus: Bus,
  puts: readonly Put[],
  { name, perSecond }: Phase,
  arrived: (since: number) => Promise<ReadonlyMap<string, number>>,
) {
  const begun = Date.now();
  const sent = await put(bus.events, bus.name, puts, perSecond);
  const deadline = Date.now() + patienceMs;
  let there: ReadonlyMap<string, number> = new Map();
  while (there.size < sent.size) {
    if (Date.now() > deadline) throw new Error(`${name}: only ${there.size} of ${sent.size} events arrived`);
    await pause(askEveryMs);
    const all = await arrived(begun);
    there = new Map([...all].filter(([key]) => sent.has(key)));
  }
  const ms = [...there].map(([key, at]) => at - (sent.get(key) ?? at));
  const last = Math.max(...there.values());
  return {
    latency: { p50Ms: quantile(ms, 0.5), p95Ms: quantile(ms, 0.95), p99Ms: quantile(ms, 0.99) },
    perSecond: Math.round((10 * sent.size) / ((last - begun) / 1000)) / 10,
  };
}

function goalsOf({ quietCallsPerEvent, phases: rows }: Throughput): Goal[] {
  const burst = rows.at(-1);
  return [
    {
      what: 'calls of DynamoDB for an event that changes nothing',
      figure: String(quietCallsPerEvent),
      goal: `at most ${mostCalls}`,
      isMet: quietCallsPerEvent <= mostCalls,
      because: 'something is read that such an event does not need',
    },
    {
      what: 'a burst of 2,000 events, all committed',
      figure: `${burst?.events ?? 0} in ${Math.round((burst?.events ?? 0) / (burst?.ourEventsPerSecond ?? 1))} s`,
      goal: 'all',
      isMet: burst?.events === phases.at(-1)?.events,
      because: 'events were lost',
    },
  ];
}
