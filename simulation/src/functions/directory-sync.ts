import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { publisher } from '@cleandesk/bus';
import { eachRecord, type Handler } from '@cleandesk/lambda';
import { hear } from '../../../services/directory-sync/src/app/hear.ts';
import type { World } from '../../../services/directory-sync/src/app/world.ts';
import type { Group } from '../../../services/directory-sync/src/domain/group.ts';
import type { GroupRead } from '../../../services/directory-sync/src/domain/read.ts';
import { hears } from '../../../services/directory-sync/src/hears.ts';
import type { Notebook } from '../../../services/directory-sync/src/ports.ts';
import { over } from '../cloud/clients.ts';
import type { TownDirectory } from '../town/directory.ts';
import { eventsSender } from './events-sender.ts';
import { doorOf, names, type Start } from './host.ts';
import type { Line } from './line.ts';

const second = 1000;

/** As the queue and the function are deployed (terraform/variables.tf, `tuning`; modules/directory-sync). */
export const syncRules = {
  name: 'sync',
  timeoutMs: 600 * second,
  batchSize: 1,
  batchWindowMs: 0,
  concurrency: 2,
} as const;
export const syncVisibilityMs = 660 * second;

/** As src/config.ts reads it from what Terraform sets. */
const leaseMs = syncRules.timeoutMs + second;
/** As in src/compose.ts. */
const leastMs = 30 * second;

const eventBridge = new EventBridgeClient({ region: names.region });

/** What a run rests on that commits something. */
type Ground = { read: GroupRead | undefined; isLetPass: boolean };

/** A cold start of the function `sync`: src/compose.ts with a line to this account, and to its town's directory. */
export function startSync(start: Start): Handler {
  const { account, line } = start;
  const { time, bus, directory } = account;
  if (directory === undefined) throw new Error('There is no directory in this account');
  let known: readonly Group[] | undefined;
  const ground: Ground = { read: undefined, isLetPass: false };
  const world: World = {
    groups: {
      async all() {
        known ??= await line.reach(() => directory.groups);
        return known;
      },
    },
    secrets: { password: () => line.reach(() => 'secret') },
    directory: {
      async read(source) {
        ground.read = await line.reach(() => directory.read(source));
        return ground.read;
      },
    },
    notebook: notebookFor(directory, line, ground),
    bus: publisher({
      client: over(eventBridge, eventsSender(bus, line)),
      busName: names.bus,
      wait: (ms) => time.wait(ms),
    }),
    clock: time,
    journal: { info: () => undefined, warn: () => undefined },
    meter: { count: () => undefined },
    leaseMs,
  };
  return eachRecord(
    async ({ body }) => {
      const occasion = hears.sync.read(body);
      ground.read = undefined;
      ground.isLetPass = occasion.type === 'Requested' && occasion.override !== undefined;
      return hear(occasion, world);
    },
    { ...doorOf(start), leastMs },
  );
}

/** The table as one process reaches it: each answer takes its time, and may be the last that it hears. */
function notebookFor(directory: TownDirectory, line: Line, ground: Ground): Notebook {
  const { notebook: kept } = directory;
  return {
    begin: (...given) => line.reach(() => kept.begin(...given)),
    commit: (run, changes) =>
      line.reach(async () => {
        await kept.commit(run, changes);
        directory.committed({ group: run.group, changes, ...ground });
      }),
    end: (...given) => line.reach(() => kept.end(...given)),
    abandon: (...given) => line.reach(() => kept.abandon(...given)),
    look: (...given) => line.reach(() => kept.look(...given)),
    wantedBy: (...given) => line.reach(() => kept.wantedBy(...given)),
    troubled: (...given) => line.reach(() => kept.troubled(...given)),
    helped: (...given) => line.reach(() => kept.helped(...given)),
  };
}
