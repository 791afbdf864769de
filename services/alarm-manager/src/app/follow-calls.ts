import { needsPut } from '../domain/alarm.ts';
import type { Done } from '../domain/api-call.ts';
import { type Desktop, managed, type Tags, tagsMatter } from '../domain/managed.ts';
import { indexedTags } from './judge.ts';
import { Outcomes } from './outcomes.ts';
import type { TimeLeft } from './time-left.ts';
import { removeAlarms, tellUnwatched, watchDesktops } from './watch-desktops.ts';
import type { World } from './world.ts';

/** A call to WorkSpaces that a message tells of. */
export type Call = { messageId: string; receiveCount: number; done: Done; correlationId: string };

/** Desktops in one look (model of `workspaces`, `WorkspaceIdList`). */
const perLook = 25;
/** Alarms in one removal (DeleteAlarms). */
const perRemoval = 100;
/** Desktops whose alarms are made together: what is done stays done when the time is up. */
const atOnce = 5;
/** Deliveries after which a desktop that is still not visible, or not indexed, is left to the reconcile run. */
const patience = 3;
/** Part of the run's time in which desktops may be asked for their tags one by one. */
const askingShare = 1 / 4;

/** Made a moment ago and not visible yet: "the identifier it returns is not immediately available" (model of `workspaces`). */
class NotVisibleYet extends Error {
  override readonly name = 'NotVisibleYet';
  constructor(count: number) {
    super(`${count} desktops that were made are not visible yet`);
  }
}

/** The index of tags does not know them, and so many could not be asked themselves. */
class NotIndexedYet extends Error {
  override readonly name = 'NotIndexedYet';
  constructor(count: number) {
    super(`${count} desktops are not in the index of tags yet`);
  }
}

type Run = { world: World; outcomes: Outcomes; time: TimeLeft };
/** A desktop that a call is about. */
type About = { call: Call; workspaceId: string };
type Wanted = About & { because: 'created' | 'reconciled' };
type Found = Wanted & { desktop: Desktop };

/**
 * The calls of one batch. What they are about is looked at together, and every message is finished, or fails, alone: in a
 * storm of resets a look comes every four seconds, and has to serve 25 messages.
 * @returns the messages that have to come again, with the reason.
 */
export async function followCalls(
  calls: readonly Call[],
  world: World,
  time: TimeLeft,
): Promise<Map<string, unknown>> {
  const run: Run = { world, outcomes: new Outcomes(), time };
  // What was not reached before is reached first: after so many deliveries a message is put aside.
  const inOrder = calls.toSorted((a, b) => b.receiveCount - a.receiveCount);
  await followTerminates(run, inOrder);
  await followCreatesAndRebuilds(run, inOrder);
  return run.outcomes.failed;
}

/**
 * Said of every desktop that ended, also of one that had no alarm: had it one that was removed by a run that died before
 * it could say so, nobody could tell any more. Who does not know the desktop ignores it.
 */
async function followTerminates({ world, outcomes, time }: Run, calls: readonly Call[]): Promise<void> {
  const because = 'terminated';
  const ended = calls.flatMap((call) => call.done.ended.map((workspaceId) => ({ call, workspaceId })));
  for (const call of new Set(ended.map((one) => one.call))) {
    await outcomes.attempt([call], async () => {
      time.mustBeForAChange();
      await tellUnwatched(world, call.done.ended, { because, correlationId: call.correlationId });
    });
  }
  for (const group of groupsOf(ended, perRemoval, outcomes)) {
    await outcomes.attempt(messagesOf(group), async () => {
      time.mustBeForAChange();
      await removeAlarms(world, idsOf(group), { because });
    });
  }
}

async function followCreatesAndRebuilds(run: Run, calls: readonly Call[]): Promise<void> {
  const { outcomes } = run;
  // A look may still show what the same batch says has ended.
  const ended = new Set(calls.flatMap(({ done }) => done.ended));
  const wanted = calls
    .flatMap((call): Wanted[] => [
      ...call.done.made.map((workspaceId) => ({ call, workspaceId, because: 'created' as const })),
      ...rebuiltOf(run, call).map((workspaceId) => ({ call, workspaceId, because: 'reconciled' as const })),
    ])
    .filter(({ workspaceId }) => !ended.has(workspaceId));
  const unseen: Wanted[] = [];
  const untold: Found[] = [];
  const open = await withoutWatched(run, wanted);
  for (const group of groupsOf(open, perLook, outcomes)) {
    const found = await lookAt(run, group);
    // AWS may tell the rest of an unreadable one in a moment, too.
    unseen.push(...group.filter((one) => one.because === 'created' && !found.has(one.workspaceId)));
    untold.push(...(await watchThose(run, foundOf(group, found))));
  }
  const unasked = await askThemselves(run, untold);
  for (const call of calls.filter((one) => outcomes.isOpen(one))) {
    comeAgain(run, call, unseen, NotVisibleYet);
    comeAgain(run, call, unasked, NotIndexedYet);
  }
}

/**
 * One that was made has an alarm of its own until a reconcile run finds it in a shard that it relies on. One that was
 * rebuilt is still in its shard: to look for an alarm that it has not would take a look for each rebuild.
 */
const rebuiltOf = ({ world }: Run, { done }: Call): readonly string[] =>
  world.detector === 'fleet' ? [] : done.rebuilt;

/**
 * A rebuild leaves the alarm as it is. Where that stands and is right nothing is to be done, and CloudWatch says so
 * without a call of WorkSpaces' rate: in a storm of rebuilds the looks at them would take every eighth of it.
 */
async function withoutWatched({ world, outcomes, time }: Run, wanted: readonly Wanted[]): Promise<Wanted[]> {
  const watched = new Set<string>();
  const rebuilt = wanted.filter(({ because }) => because === 'reconciled');
  for (const group of groupsOf(rebuilt, perRemoval, outcomes)) {
    await outcomes.attempt(messagesOf(group), async () => {
      time.mustBeForAChange();
      for (const [workspaceId, alarm] of await world.alarms.standing(idsOf(group)))
        if (!needsPut(alarm, world.rules)) watched.add(workspaceId);
    });
  }
  return wanted.filter(({ workspaceId, because }) => because === 'created' || !watched.has(workspaceId));
}

/**
 * The look comes now, not when the call was made: a create that is heard after its terminate finds the desktop going or
 * gone, and leaves no alarm behind.
 * @returns those that can be seen and read.
 */
async function lookAt(
  { world, outcomes, time }: Run,
  group: readonly About[],
): Promise<Map<string, Desktop>> {
  const found = new Map<string, Desktop>();
  await outcomes.attempt(messagesOf(group), async () => {
    const looked = await time.look(() => world.fleet.look(idsOf(group)));
    for (const [workspaceId, seen] of looked) if (seen !== 'unreadable') found.set(workspaceId, seen);
  });
  return found;
}

/** @returns those that the index of tags does not know, and would have to. */
async function watchThose(run: Run, found: readonly Found[]): Promise<Found[]> {
  const { world, outcomes } = run;
  const asking = found.filter(({ desktop }) => tagsMatter(world.policies, desktop));
  let indexed = new Map<string, Tags>();
  await outcomes.attempt(messagesOf(asking), async () => {
    indexed = await indexedTags(world, asking);
  });
  const untold = asking.filter(({ workspaceId }) => !indexed.has(workspaceId));
  const told = found.filter((one) => !untold.includes(one));
  for (const call of new Set(told.map((one) => one.call)))
    for (const because of ['created', 'reconciled'] as const)
      await watchOfOneCall(
        run,
        told.filter((one) => one.call === call && one.because === because),
        indexed,
      );
  return untold;
}

async function watchOfOneCall(
  { world, outcomes, time }: Run,
  found: readonly Found[],
  tags: ReadonlyMap<string, Tags>,
): Promise<void> {
  for (let start = 0; start < found.length; start += atOnce) {
    const part = found.slice(start, start + atOnce);
    const [one] = part;
    if (one === undefined || !outcomes.isOpen(one.call)) return;
    await outcomes.attempt([one.call], async () => {
      time.mustBeForAChange();
      const ours = part.flatMap(
        ({ desktop }) => managed(world.policies, desktop, tags.get(desktop.workspaceId) ?? {}) ?? [],
      );
      const { because, call } = one;
      await watchDesktops(world, ours, { because, correlationId: call.correlationId });
    });
  }
}

/**
 * The index shows late what was made a moment ago. Taken as untagged, it would stay without an alarm until the next
 * reconcile run, so each is asked itself: a call of the scarce rate for one desktop. While that rate is all taken, this
 * ends soon: when the message comes again, the index knows.
 * @returns those that could not be asked.
 */
async function askThemselves(run: Run, untold: readonly Found[]): Promise<Found[]> {
  const { world, outcomes, time } = run;
  const beganWith = time.left();
  const isTime = () => time.isForALook() && beganWith - time.left() < time.whole * askingShare;
  const unasked: Found[] = [];
  for (const same of groupsOf(untold, 1, outcomes)) {
    if (!isTime()) {
      unasked.push(...same);
      continue;
    }
    await outcomes.attempt(messagesOf(same), async () => {
      const tags = new Map<string, Tags>();
      for (const workspaceId of idsOf(same))
        tags.set(workspaceId, await time.look(() => world.fleet.exactTags(workspaceId)));
      for (const one of same) await watchOfOneCall(run, [one], tags);
    });
  }
  return unasked;
}

/** A message with such desktops comes again, until they are left to the reconcile run. */
function comeAgain(
  { world, outcomes }: Run,
  call: Call,
  all: readonly About[],
  NotYet: new (count: number) => Error,
): void {
  const desktops = all.filter((one) => one.call === call).length;
  if (desktops === 0) return;
  const reason = new NotYet(desktops);
  if (call.receiveCount < patience) outcomes.fail(call, reason);
  else world.journal.warn('Desktops were left to the reconcile run', { desktops, why: reason.message });
}

/** About so many desktops each, and each desktop in one group only; of the messages that have not failed by then. */
function* groupsOf<T extends About>(all: readonly T[], size: number, outcomes: Outcomes): Generator<T[]> {
  let rest = [...all];
  for (;;) {
    rest = rest.filter(({ call }) => outcomes.isOpen(call));
    const ids = new Set(idsOf(rest).slice(0, size));
    if (ids.size === 0) return;
    yield rest.filter(({ workspaceId }) => ids.has(workspaceId));
    rest = rest.filter(({ workspaceId }) => !ids.has(workspaceId));
  }
}

const idsOf = (all: readonly About[]): string[] => [...new Set(all.map(({ workspaceId }) => workspaceId))];
const messagesOf = (all: readonly About[]): Call[] => all.map(({ call }) => call);

const foundOf = (group: readonly Wanted[], seen: ReadonlyMap<string, Desktop>): Found[] =>
  group.flatMap((one) => {
    const desktop = seen.get(one.workspaceId);
    return desktop === undefined ? [] : [{ ...one, desktop }];
  });
