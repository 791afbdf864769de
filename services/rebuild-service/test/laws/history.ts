import { type DesktopSpec, desktopSpec } from '@cleandesk/contracts';
import type { Policy } from '@cleandesk/policies';
import * as fc from 'fast-check';
import { isWanted } from '../../src/domain/seat.ts';
import type { Ws } from './aws.ts';
import { type Breach, grace, type Habits, World } from './world.ts';

const minute = 60_000;
export const users = ['ada', 'Grace', 'linus'] as const;
type User = (typeof users)[number];

export type Step =
  | { do: 'connect' | 'leave' | 'drop' | 'failToConnect' | 'stop'; user: User }
  | { do: 'hold' | 'lift' | 'askReset' | 'terminateByHand' | 'unmanage' | 'manage'; user: User }
  | { do: 'want' | 'unwant'; user: User }
  | { do: 'wait'; minutes: number };

export type History = {
  seed: number;
  strategy: 'rebuild' | 'recreate';
  bad: boolean;
  steps: readonly Step[];
};

const user = fc.constantFrom(...users);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('connect', 'leave'), user }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 40 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('drop', 'failToConnect', 'stop'), user }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('hold', 'lift', 'askReset', 'unmanage', 'manage'), user }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('want', 'unwant', 'terminateByHand'), user }) },
);

export const history: fc.Arbitrary<History> = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  strategy: fc.constantFrom('rebuild', 'recreate'),
  bad: fc.boolean(),
  steps: fc.array(step, { minLength: 6, maxLength: 40 }),
});

export const spec: DesktopSpec = desktopSpec.parse({
  bundleId: 'wsb-0123456789',
  runningMode: 'AUTO_STOP',
  autoStopMinutes: 60,
  rootVolumeGib: 80,
  userVolumeGib: 50,
  rootVolumeEncrypted: true,
  userVolumeEncrypted: true,
  volumeEncryptionKey: 'alias/desktops',
  tags: { managed: 'yes', Team: 'blue' },
});

function habitsOf(world: { bad: boolean; seed: number }): Habits {
  const from = (shift: number) => ((world.seed >>> shift) & 7) / 7;
  if (!world.bad) {
    return {
      checkLag: 20_000,
      lastKnownIsStart: from(3) > 0.5,
      accessLoss: 0,
      alarmLoss: 0,
      alarmDelay: 3 * minute,
      failedCreates: 0,
      crashes: 0,
      cuts: 0,
      throttles: 0,
      doubles: 0.2,
      delay: 10_000,
      timerLoss: 0,
    };
  }
  return {
    checkLag: from(0) * 10 * minute,
    lastKnownIsStart: from(3) > 0.5,
    accessLoss: from(6) * 0.5,
    alarmLoss: from(9) * 0.5,
    alarmDelay: from(12) * 60 * minute,
    failedCreates: from(15) * 0.3,
    crashes: from(18) * 0.02,
    cuts: from(21) * 0.3,
    throttles: from(24) * 0.2,
    doubles: 0.3,
    delay: 60 * minute,
    timerLoss: 0.1,
  };
}

/** Plays one history and lets the world calm down. @returns every breach of a law, with the story that led there. */
export async function play({
  seed,
  strategy,
  bad,
  steps,
}: History): Promise<{ breaches: readonly Breach[]; story: readonly string[]; world: World }> {
  const policy: Policy = {
    name: 'all',
    match: { tags: { managed: ['yes'] } },
    strategy,
    graceMs: grace,
    dryRun: false,
    version: 'v1',
  };
  const world = new World(seed, policy, habitsOf({ bad, seed }));
  for (const name of users) {
    const ws = world.aws.create(name, spec);
    if (ws !== 'exists') {
      ws.state = 'AVAILABLE';
      world.send(name, { type: 'Watched', workspaceId: ws.id });
    }
  }
  await world.time.runUntil(world.time.now + 20 * minute);
  let revision = 1;
  for (const one of steps) {
    if (one.do === 'wait') {
      await world.time.runUntil(world.time.now + one.minutes * minute);
      continue;
    }
    revision += 1;
    act(world, one, revision);
    await world.time.runUntil(world.time.now + world.chance.between(0, 20_000));
  }
  world.say('calm');
  world.becomeCalm();
  for (const name of users) {
    const ws = world.aws.ofUser(name);
    if (ws) world.aws.disconnect(ws, 'leave');
  }
  await world.time.runUntil(world.time.now + 14 * 60 * minute);
  for (const name of users) judgeEnd(world, name);
  return { breaches: world.breaches, story: world.story, world };
}

function act(world: World, { do: what, user: name }: Exclude<Step, { do: 'wait' }>, revision: number): void {
  const ws = world.aws.ofUser(name);
  world.say(`${name}: ${what}`);
  switch (what) {
    case 'connect':
      if (ws) world.aws.connect(ws);
      return;
    case 'leave':
    case 'drop':
      if (ws) world.aws.disconnect(ws, what);
      return;
    case 'failToConnect':
      if (ws) world.aws.failConnection(ws);
      return;
    case 'stop':
      if (ws) world.aws.stop(ws);
      return;
    case 'hold':
      return world.send(name, {
        type: 'HoldPlaced',
        holdId: 'h',
        owner: 'ops',
        reason: 'looking into it',
        until: world.time.now + 90 * minute,
      });
    case 'lift':
      return world.send(name, { type: 'HoldLifted', holdId: 'h' });
    case 'askReset':
      return world.send(name, {
        type: 'ResetAsked',
        requestId: `r${revision}`,
        requestedBy: name,
        at: world.time.now,
      });
    case 'terminateByHand':
      if (ws && ws.state === 'AVAILABLE') {
        world.aws.terminate(ws);
        world.send(name, { type: 'Unwatched', workspaceId: ws.id });
      }
      return;
    case 'unmanage':
      if (ws) setManaged(world, ws, false);
      return;
    case 'manage':
      if (ws) setManaged(world, ws, true);
      return;
    case 'want':
      return world.send(name, { type: 'Wanted', source: 'group', revision, desired: spec });
    case 'unwant':
      return world.send(name, { type: 'Unwanted', source: 'group', revision });
  }
  what satisfies never;
}

function setManaged(world: World, ws: Ws, managed: boolean): void {
  if (ws.managed && !managed) ws.unmanagedSince = world.time.now;
  ws.managed = managed;
}

function judgeEnd(world: World, name: string): void {
  const seat = world.seat(name);
  const desktops = world.aws.all.filter((ws) => ws.user === name && ws.state !== 'GONE');
  const [ws] = desktops;
  const breach = (law: Breach['law'], what: string) =>
    world.breaches.push({
      law,
      what: `${what}: ${name} is ${seat?.phase.status ?? 'unknown'}, ${JSON.stringify(seat?.phase)}`,
    });
  if (seat === undefined || seat.phase.status === 'failed') return;
  if (seat.pending.length > 0)
    breach(1, `left undone: ${seat.pending.map((action) => action.id).join(', ')}`);
  const byClaim = Object.entries(seat.claims).some(([source]) => source !== 'policy');
  if (isWanted(seat) && ws === undefined && (byClaim || seat.phase.status !== 'absent'))
    breach(1, 'a wanted seat has no desktop');
  if (ws !== undefined && isWanted(seat)) {
    const { tags } = ws.spec;
    if (JSON.stringify({ ...ws.spec, tags: { ...tags } }) !== JSON.stringify(spec))
      breach(1, 'the desktop is made otherwise');
    if (!['live', 'away'].includes(seat.phase.status)) breach(1, 'the seat did not come to rest');
  }
  if (ws?.managed && !isWanted(seat) && Object.keys(seat.claims).length > 0)
    breach(7, 'an unwanted seat keeps its desktop');
  // What lay before the seat was adopted is not ours to clean.
  const adoptedLater =
    ws?.attemptTag === undefined && ws?.calls.length === 0 && (ws.leftAt ?? 0) < seat.memory.settledUntil;
  if (ws?.managed && ws.dirty && isWanted(seat) && ws.connectedAt === undefined && !adoptedLater)
    breach(3, 'a user is away and the desktop not reset');
}
