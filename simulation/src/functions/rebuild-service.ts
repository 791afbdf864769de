import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { publisher } from '@cleandesk/bus';
import { type Handler, wholeBatch } from '@cleandesk/lambda';
import { timerName, timers } from '@cleandesk/timers';
import { sharedPace, workspacesReader } from '@cleandesk/workspaces';
import { arrivals } from '../../../services/rebuild-service/src/adapters/sqs-arrivals.ts';
import { workspacesFleet } from '../../../services/rebuild-service/src/adapters/workspaces-fleet.ts';
import type { World } from '../../../services/rebuild-service/src/app/world.ts';
import { safeguardsFor, seatsFor } from '../../../services/rebuild-service/test/laws/stores.ts';
import { clientsOf, over } from '../cloud/clients.ts';
import { eventsSender } from './events-sender.ts';
import { doorOf, names, paceOf, type Start, tellMistake } from './host.ts';
import { watcherOf } from './watcher.ts';

const second = 1000;

/** As the queue and the function are deployed (terraform/variables.tf, `tuning`; modules/rebuild-service). */
export const seatsRules = {
  name: 'seats',
  timeoutMs: 60 * second,
  batchSize: 25,
  batchWindowMs: second,
  concurrency: 2,
} as const;
export const seatsVisibilityMs = 180 * second;

/** As src/config.ts reads them from what Terraform sets. */
const settings = {
  observeEveryMs: 60 * second,
  rearmMs: 900 * second,
  shortestTimerMs: 60 * second,
} as const;
/** As in src/compose.ts. */
const turnPatienceMs = { first: 4000, later: 5000 };
const patienceMs = 5000;
const requestTimeoutMs = 30_000;

const eventBridge = new EventBridgeClient({ region: names.region });

/** A cold start of the function `seats`: src/compose.ts with a line to this account instead of one to AWS. */
export function startSeats(start: Start): Handler {
  const { account, line, witness, policies } = start;
  const { time, tally, cloud, bus, chance } = account;
  const clients = clientsOf(
    { cloud, line, time, tally, caller: 'rebuild-service-seats' },
    requestTimeoutMs,
    watcherOf(witness, time),
  );
  const step = () => line.reach(() => undefined);
  const turns = sharedPace({
    ...paceOf,
    ownShare: 0.25,
    book: { book: (booking) => line.reach(() => account.book.book(booking)) },
    patienceMs: turnPatienceMs,
    clock: time,
    random: chance,
  });
  const reading = {
    workspaces: clients.workspaces,
    tagging: clients.tagging,
    pace: turns,
    account: names,
    clock: time,
    patienceMs,
  };
  const wait = (ms: number) => time.wait(ms);
  const world: World = {
    seats: seatsFor(
      account.seats,
      step,
      () => time.now(),
      witness.knows,
      (seat, spends) => witness.committed(seat, spends),
    ),
    store: safeguardsFor(
      account.safeguards,
      step,
      () => time.now(),
      witness.knows,
      () => undefined,
    ),
    records: { append: (ref, record) => line.reach(() => account.records.append(ref, record)) },
    fleet: workspacesFleet({
      client: clients.workspaces,
      reader: workspacesReader({ ...reading, rank: 'first' }),
      observer: workspacesReader(reading),
      pace: turns,
      keys: { stateOf: () => line.reach(() => 'Enabled') },
      policies,
      clock: time,
      journal: { info: () => undefined },
      wait,
    }),
    timers: timers({
      client: clients.scheduler,
      groupName: names.timers,
      busArn: names.busArn,
      roleArn: names.roleArn,
      deadLetterArn: names.deadLetterArn,
      shortestMs: settings.shortestTimerMs,
      clock: time,
    }),
    bus: publisher({ client: over(eventBridge, eventsSender(bus, line)), busName: names.bus, wait }),
    clock: time,
    journal: {
      info: () => undefined,
      problem: (_message, error) => tellMistake(error, start.fault),
    },
    meter: { count: () => undefined, gauge: () => undefined },
    policies,
    settings: { ...settings, deployment: start.deployment },
    leaseMs: 90 * second,
    keepRecordsMs: 400 * 86_400 * second,
    timerName,
  };
  return wholeBatch(arrivals(world), doorOf(start));
}
