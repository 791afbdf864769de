import { type Policy, parsePolicies } from '@cleandesk/policies';
import { detectorAt, isForTheFleet } from './detector.ts';
import { habitsOf } from './habits.ts';
import { type History, type Step, type User, users } from './history.ts';
import { Bounds } from './judge/bounds.ts';
import type { Breach } from './judge/breach.ts';
import { CallJudge } from './judge/calls.ts';
import { judgeEnd } from './judge/end.ts';
import { GroupJudge } from './judge/groups.ts';
import { Story } from './story.ts';
import type { Tally } from './tally.ts';
import { mixed } from './time/chance-at.ts';
import { madeOf } from './town/desktops.ts';
import { madeForGroup } from './town/directory.ts';
import { changeDirectory, isWish } from './town/directory-steps.ts';
import { directoryId } from './town/place.ts';
import { Town } from './town/town.ts';
import { World } from './world.ts';

const second = 1000;
const minute = 60 * second;
/** Minutes between two rounds of what recurs (terraform/variables.tf, `tuning`): as deployed, or slower by its owner. */
const rates = {
  usual: { reconcile: 60, sweep: 15, leftovers: 5, sync: 5 },
  slow: { reconcile: 60, sweep: 30, leftovers: 10, sync: 20 },
} as const;

/** Who has, or tries, an alarm for the fleet lets it be looked at every quarter of an hour. */
const ratesOf = ({ seed, rates: kind }: History) => ({
  ...rates[kind],
  ...(isForTheFleet(seed) ? { reconcile: 15 } : {}),
});

export type Played = { breaches: readonly Breach[]; story: readonly string[]; tally: Tally };

/** Plays one history and lets the world calm down. @returns every breach of a law, with the story that led there. */
export async function play(history: History): Promise<Played> {
  const { seed, bad, without, steps } = history;
  const breaches: Breach[] = [];
  const world = new World({
    seed,
    policies: policiesOf(history),
    detector: detectorAt(seed, 0),
    habits: habitsOf({ bad, seed, without }),
    userNames: users,
    directory: history.directory,
  });
  const story = new Story(world);
  const { say, lines } = story;
  // A library that nobody handed chance to takes it from here, so that a history can be played again.
  Math.random = () => world.chance.next();

  const stage = await open(world, history, story, breaches);
  for (const [index, step] of steps.entries()) {
    world.switchTo(detectorAt(seed, index / steps.length));
    if (step.do === 'wait') await world.time.runUntil(world.time.now() + step.minutes * minute);
    else {
      if (step.do !== 'nothing') {
        say(textOf(step));
        await act(stage, step);
      }
      // Also after nothing: whatever follows happens at its own time.
      await world.time.runUntil(world.time.now() + Math.floor(mixed(seed, index) * 20 * second));
    }
    if (breaches.length > 0) return { breaches, story: lines, tally: world.tally };
  }
  say('calm');
  await calm(stage);
  for (const what of new Set(world.faults)) breaches.push({ law: 0, what });
  for (const { name, dead, unreadable } of world.queues)
    if (dead.length + unreadable.length > 0)
      breaches.push({ law: 0, what: `${name} could not deal with ${dead[0]?.body ?? unreadable[0]?.body}` });
  return { breaches, story: lines, tally: world.tally };
}

type Stage = {
  world: World;
  town: Town;
  history: History;
  made: Map<string, string>;
  breaches: Breach[];
  say: (what: string) => void;
  /** What was deployed last, and whether it was ever a rehearsal. */
  changes: { strategy: boolean; grace: boolean; dryRun: boolean; match: boolean; rehearsed: boolean };
};

async function open(
  world: World,
  history: History,
  { say, hear }: Story,
  breaches: Breach[],
): Promise<Stage> {
  const judges: CallJudge[] = [];
  world.started = (witness) => {
    for (const judge of judges) judge.watch(witness);
  };
  await world.deploy();
  const town = new Town(world, users, say);
  town.said.onSaid = hear;
  judges.push(
    new CallJudge({
      world,
      desktops: town.desktops,
      told: town.told,
      said: town.said,
      requesters: town.requesters,
      bounds: new Bounds(world, breaches),
      done: new Set(),
      breaches,
      say,
    }),
  );
  const { directory } = world.account;
  if (directory !== undefined) new GroupJudge(directory, world.tally, breaches);
  const [group] = directory?.groups ?? [];
  const forGroup = group && madeForGroup(group);
  await town.desktops.make(users, forGroup && (() => forGroup));
  const made = new Map(town.desktops.all().map((desktop) => [desktop.userName, madeOf(desktop)]));
  await world.time.runUntil(world.time.now() + 55 * minute);
  await world.recur(ratesOf(history));
  await world.time.runUntil(world.time.now() + 5 * minute);
  world.becomeBad();
  const members = users.slice(0, history.claimed ? users.length : 2);
  if (directory !== undefined) for (const name of members) directory.join(name, 0);
  else if (history.claimed) for (const name of users) town.requesters.claim(name, true);
  await world.time.runUntil(world.time.now() + minute);
  const changes = { strategy: false, grace: false, dryRun: false, match: false, rehearsed: false };
  return { world, town, history, made, breaches, say, changes };
}

async function act(stage: Stage, step: Exclude<Step, { do: 'nothing' | 'wait' }>): Promise<void> {
  const { world, town } = stage;
  const { requesters } = town;
  const { directory } = world.account;
  if (directory !== undefined && isWish(step)) {
    changeDirectory(directory, town, step);
    return;
  }
  switch (step.do) {
    case 'connect':
    case 'disconnect':
    case 'drop':
    case 'fail':
      return town.session(step.user, step.do);
    case 'hold':
      return requesters.hold(step.user, 45 * minute);
    case 'lift':
      return requesters.liftAll(step.user);
    case 'askReset':
      return requesters.askReset(step.user);
    case 'askReboot':
      return requesters.askReboot(step.user);
    case 'holdByTag':
      return town.holdByTag(step.user, 45 * minute);
    case 'takeTagOff':
      return town.takeTagOff(step.user);
    case 'stickAlarm':
      return town.alarms.stick(step.user);
    case 'deleteAlarm':
      return town.alarms.remove(step.user);
    case 'sync':
      return requesters.sync(users, step.members);
    case 'want':
      return requesters.claim(step.user, true);
    case 'unwant':
      return requesters.claim(step.user, false);
    case 'unmanage':
      return town.setManaged(step.user, false);
    case 'manage':
      return town.setManaged(step.user, true);
    case 'terminateByHand':
      return town.terminateByHand(step.user);
    case 'outage':
      return town.outage();
    case 'resume':
      return town.resumeAll();
    case 'redrive':
      for (const queue of world.queues) world.tally.count('redriven', queue.redrive());
      return;
    case 'storm':
      return town.storm(step.minutes * minute);
    case 'deploy':
      return deploy(stage, step.change);
    case 'join':
    case 'leave':
    case 'changeEntry':
    case 'breakDirectory':
    case 'mendDirectory':
    case 'letPass':
      // A history that was made shorter may have lost its directory.
      return;
  }
  step satisfies never;
}

function deploy(stage: Stage, change: Extract<Step, { do: 'deploy' }>['change']): void {
  const { changes, world, history, town } = stage;
  if (change === 'match') for (const name of users) town.desktops.onceUnmanaged.add(name);
  if (change === 'back')
    Object.assign(changes, { strategy: false, grace: false, dryRun: false, match: false });
  else changes[change] = !changes[change];
  changes.rehearsed ||= changes.dryRun;
  world.tally.count('policy change');
  world.change(policiesOf(history, changes));
}

/** Everybody goes; then time passes until everything is as it has to be, or certain never to be. */
async function calm(stage: Stage): Promise<void> {
  const { world, town, history, breaches, changes } = stage;
  if (changes.strategy || changes.grace || changes.dryRun || changes.match) deploy(stage, 'back');
  world.becomeCalm();
  if (changes.rehearsed) await useOnceMore(stage);
  town.becomeCalm();
  const began = world.time.now();
  const latest = began + (history.windowed ? 30 : 14) * 60 * minute;
  // When nothing is to be done any more, nothing happens when what recurs comes round; now and then the slowest of it, too.
  const quietFor = (history.seed % 4 === 0 ? 66 : rates[history.rates].sweep + 2) * minute;
  let lastHelp = began;
  for (let quietSince: number | undefined; world.time.now() < latest; ) {
    town.everybodyGoes();
    await world.time.runUntil(world.time.now() + (quietSince === undefined ? 10 * minute : quietFor));
    if (breaches.length > 0) return;
    const isWell = world.isQuiet && judged(stage).length === 0;
    if (isWell && quietSince !== undefined) return;
    quietSince = isWell ? world.time.now() : undefined;
    if (world.time.now() - lastHelp < 60 * minute) continue;
    lastHelp = world.time.now();
    town.resumeAll();
    town.helpOut();
  }
  breaches.push(...judged(stage));
}

/** What a rehearsal took for done is done only by the next session. A desktop that stops just now takes nobody in. */
async function useOnceMore({ world, town }: Stage): Promise<void> {
  await world.time.runUntil(world.time.now() + 10 * minute);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    for (const name of users) town.session(name, 'connect');
    await world.time.runUntil(world.time.now() + 5 * minute);
  }
}

const judged = ({ world, town, made, history }: Stage): Breach[] =>
  users.flatMap((name) =>
    judgeEnd(
      {
        world,
        desktops: town.desktops,
        requesters: town.requesters,
        made,
        terminatedByHand: town.terminatedByHand,
        blindMs: world.habits.connectionCheckSeconds * second + minute + rates[history.rates].sweep * minute,
      },
      name,
    ),
  );

type Changes = Pick<Stage['changes'], 'strategy' | 'grace' | 'dryRun' | 'match'>;

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function policiesOf(history: History, changes?: Changes): readonly Policy[] {
  const { strategy, budget, windowed, nervous, by } = history;
  const other = strategy === 'rebuild' ? 'recreate' : 'rebuild';
  const matched = by === 'tag' ? { tags: { managed: ['yes'] } } : { directoryIds: [directoryId] };
  return parsePolicies(
    JSON.stringify([
      {
        name: 'all',
        match: changes?.match ? { tags: { managed: ['no longer'] } } : matched,
        strategy: changes?.strategy ? other : strategy,
        graceSeconds: changes?.grace ? 1500 : 600,
        dryRun: changes?.dryRun ?? false,
        maxRecreatesPerMonth: 'unlimited',
        ...(budget === 'count' ? { budget: { resets: 1, windowSeconds: 1800 } } : {}),
        ...(budget === 'share' ? { budget: { share: 0.5, windowSeconds: 1800 } } : {}),
        ...(windowed
          ? { resetWindow: { days: everyDay, from: '13:00', to: '06:00', timeZone: 'Europe/Berlin' } }
          : {}),
        ...(nervous ? { outage: { least: 1 } } : {}),
      },
    ]),
  );
}

function textOf(step: Step): string {
  const { do: what, ...rest } = step;
  return [
    ...('user' in rest ? [`${rest.user}:`] : []),
    what,
    ...('change' in rest ? [rest.change] : []),
    ...('group' in rest ? [`group ${rest.group}`] : []),
    ...('flaw' in rest ? [rest.flaw] : []),
    ...('by' in rest ? [rest.by] : []),
    ...('members' in rest ? [`the group: ${rest.members.join(', ') || 'nobody'}`] : []),
  ].join(' ');
}

export type { User };
