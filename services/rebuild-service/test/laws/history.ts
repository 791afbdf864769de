import { type DesktopSpec, desktopSpec } from '@cleandesk/contracts';
import { type Policy, policyDefaults, type ResetWindow } from '@cleandesk/policies';
import * as fc from 'fast-check';
import type { Ws } from './aws.ts';
import { habitsOf } from './habits.ts';
import type { Breach } from './invocation.ts';
import { type End, judgeEnd } from './judge-end.ts';
import type { Tally } from './tally.ts';
import { sweepEvery, World } from './world.ts';

const minute = 60_000;
const grace = 10 * minute;
const users = ['ada', 'Grace', 'linus'] as const;
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
  /** Whether a group claims all users from the beginning, or only the policy does. */
  claimed: boolean;
  /** One reset or removal in half an hour, instead of as many as there are. */
  budgeted: boolean;
  /** Resets only at night; the stories begin in the morning. */
  windowed: boolean;
  /** Two who leave within ten minutes look like an outage. */
  nervous: boolean;
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
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('hold', 'lift', 'askReset', 'unmanage', 'manage'), user }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('want', 'unwant', 'terminateByHand'), user }) },
);

export const history: fc.Arbitrary<History> = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  strategy: fc.constantFrom('rebuild', 'recreate'),
  bad: fc.boolean(),
  claimed: fc.boolean(),
  budgeted: fc.boolean(),
  windowed: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  nervous: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
  steps: fc.array(step, { minLength: 6, maxLength: 40 }),
});

const nights: ResetWindow = [
  {
    days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
    from: 20 * 60,
    to: 6 * 60,
    timeZone: 'Europe/Berlin',
  },
];

/** Each user's desktop has something of its own: one made of another's spec is noticed. */
const specOf = (name: string): DesktopSpec =>
  desktopSpec.parse({
    bundleId: 'wsb-0123456789',
    runningMode: 'AUTO_STOP',
    autoStopMinutes: 60,
    rootVolumeGib: 80,
    userVolumeGib: 50,
    rootVolumeEncrypted: true,
    userVolumeEncrypted: true,
    volumeEncryptionKey: 'alias/desktops',
    tags: { managed: 'yes', Team: 'blue', Owner: name },
  });

/** Plays one history and lets the world calm down. @returns every breach of a law, with the story that led there. */
export async function play({
  seed,
  strategy,
  bad,
  claimed,
  budgeted,
  windowed,
  nervous,
  steps,
}: History): Promise<{ breaches: readonly Breach[]; story: readonly string[]; tally: Tally }> {
  const policy: Policy = {
    ...policyDefaults,
    name: 'all',
    match: { tags: { managed: ['yes'] } },
    strategy,
    graceMs: grace,
    dryRun: false,
    version: 'v1',
    ...(budgeted ? { budget: { count: 1, windowMs: 30 * minute } } : {}),
    ...(windowed ? { resetWindow: nights } : {}),
    ...(nervous ? { outage: { ...policyDefaults.outage, least: 1 } } : {}),
  };
  const world = new World(seed, policy, habitsOf({ bad, seed }));
  for (const name of users) {
    const ws = world.aws.create(name, specOf(name));
    if (ws !== 'exists') {
      world.aws.become(ws, 'AVAILABLE');
      world.send(name, { type: 'Watched', workspaceId: ws.id });
      if (claimed) world.send(name, { type: 'Wanted', source: 'group', revision: 1, desired: specOf(name) });
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
  await world.rest((windowed ? 30 : 14) * 60 * minute);
  for (const name of users) {
    const desktops = world.aws.all.filter((ws) => ws.user === name && ws.state !== 'GONE');
    const end: End = {
      user: name,
      seat: world.seats.stored(world.ref(name)),
      desktops,
      expected: JSON.stringify(specOf(name)),
      blindMs: world.aws.habits.checkLag + minute + sweepEvery,
    };
    world.breaches.push(...judgeEnd(end, world.tally));
  }
  return { breaches: world.breaches, story: world.story, tally: world.tally };
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
      world.people.holds.place(name, `hold${revision}`, world.time.now + 90 * minute);
      return;
    case 'lift':
      world.people.holds.liftAll(name);
      return;
    case 'askReset':
      world.send(name, {
        type: 'ResetAsked',
        requestId: `r${revision}`,
        requestedBy: name,
        at: world.time.now,
      });
      return;
    case 'terminateByHand':
      if (ws && ws.state === 'AVAILABLE') {
        world.aws.terminate(ws);
        // CloudTrail tells of it minutes later.
        world.time.after(world.chance.between(1, 5) * minute, () =>
          world.send(name, { type: 'Unwatched', workspaceId: ws.id }),
        );
      }
      return;
    case 'unmanage':
      if (ws) setManaged(world, ws, false);
      return;
    case 'manage':
      if (ws) setManaged(world, ws, true);
      return;
    case 'want':
      world.send(name, { type: 'Wanted', source: 'group', revision, desired: specOf(name) });
      return;
    case 'unwant':
      world.send(name, { type: 'Unwanted', source: 'group', revision });
      return;
  }
  what satisfies never;
}

function setManaged(world: World, ws: Ws, managed: boolean): void {
  if (ws.managed && !managed) ws.unmanagedSince = world.time.now;
  ws.managed = managed;
}
