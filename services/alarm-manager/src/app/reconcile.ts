import { event } from '@cleandesk/bus';
import { fleetsCountedV1 } from '@cleandesk/contracts';
import type { Policy } from '@cleandesk/policies';
import type { StandingAlarm } from '../domain/alarm.ts';
import { type Managed, managed, tagsMatter } from '../domain/managed.ts';
import type { ReconcilePosition } from './cursor.ts';
import { judge } from './judge.ts';
import { stepByStep } from './step-by-step.ts';
import { walk } from './walk.ts';
import { unwatchDesktops, watchDesktops } from './watch-desktops.ts';
import type { World } from './world.ts';

/** ms that must be left for another step: a page of desktops with 25 alarms at two a second. */
const leastMs = 18_000;
/** ms that must be left to ask one more desktop for its tags. */
const leastForOneMs = 5000;
/** Alarms that one step decides on: what one look shows. */
const atOnce = 25;

/** Nobody has been counted yet. */
export const fromTheStart = (policies: readonly Policy[]): ReconcilePosition => ({
  phase: 'make',
  source: 0,
  counts: Object.fromEntries(policies.map(({ version }) => [version, 0])),
});

/**
 * Makes the alarms match the managed desktops: events of CloudTrail are best effort, and people change policies and tags.
 * Alarms that are missing come first; an alarm too many costs ten cents a month, one too few keeps a desktop unclean.
 * @returns where the next invocation goes on when the time is up; nothing when all is done.
 */
export async function reconcile(
  world: World,
  from: ReconcilePosition,
  correlationId: string,
  remainingMs: () => number,
): Promise<ReconcilePosition | undefined> {
  const run: Run = { world, correlationId, known: new Set(), remainingMs };
  const step = (at: ReconcilePosition) => (at.phase === 'make' ? make(run, at) : remove(run, at));
  return stepByStep(from, step, { isTimeLeft: () => remainingMs() >= leastMs, journal: world.journal });
}

type Run = {
  world: World;
  correlationId: string;
  /** Desktops that this very run has seen to be managed. */
  known: Set<string>;
  remainingMs: () => number;
};

type Make = Extract<ReconcilePosition, { phase: 'make' }>;

async function make(run: Run, at: Make): Promise<ReconcilePosition> {
  const { ours, fresh, next, beganAnew } = await walk(run.world, at);
  await watchDesktops(run.world, ours, { because: 'reconciled', correlationId: run.correlationId });
  for (const { desktop } of ours) run.known.add(desktop.workspaceId);
  // A listing that had to begin anew shows desktops that have been counted: who is counted twice hides an outage.
  const counts = beganAnew || at.counts === undefined ? undefined : plus(at.counts, fresh);
  if (next !== undefined) return { phase: 'make', ...next, ...(counts === undefined ? {} : { counts }) };
  if (counts !== undefined) await tellCounts(run, counts);
  return { phase: 'remove' };
}

type Counts = NonNullable<Make['counts']>;

function plus(counts: Counts, fresh: readonly Managed[]): Counts {
  const sum = new Map(Object.entries(counts));
  for (const { policy } of fresh) sum.set(policy.version, (sum.get(policy.version) ?? 0) + 1);
  return Object.fromEntries(sum);
}

/** Of policies that were other ones when the run began, the next run tells. */
async function tellCounts({ world, correlationId }: Run, counts: Counts): Promise<void> {
  const all = new Map(Object.entries(counts));
  const fleets = world.policies.flatMap(({ name, version }) => {
    const desktops = all.get(version);
    return desktops === undefined ? [] : [{ policy: name, desktops }];
  });
  if (fleets.length !== all.size || fleets.length !== world.policies.length || fleets.length === 0) return;
  await world.bus.publish([event(fleetsCountedV1, { fleets }, { correlationId })]);
}

/**
 * Nothing is concluded from what a listing does not show: a listing can be cut, late, or empty by a fault. Each alarm
 * whose desktop was not just seen to be managed has its desktop looked at by id, and loses to evidence only. Were that wrong
 * too, the next run would make the alarm again: a removed alarm delays, it loses nothing.
 */
async function remove(
  run: Run,
  at: Extract<ReconcilePosition, { phase: 'remove' }>,
): Promise<ReconcilePosition | undefined> {
  const page = await run.world.alarms.list(at.token);
  const open = page.items
    .filter(({ workspaceId }) => !run.known.has(workspaceId) && workspaceId > (at.after ?? ''))
    .sort((a, b) => (a.workspaceId < b.workspaceId ? -1 : 1));
  const decided = await decide(run, open.slice(0, atOnce));
  const { correlationId } = run;
  await unwatchDesktops(run.world, decided.gone, { because: 'gone', correlationId });
  await unwatchDesktops(run.world, decided.unmanaged, { because: 'unmanaged', correlationId });
  if (decided.count < open.length) return { ...at, after: open[decided.count - 1]?.workspaceId };
  return page.next === undefined ? undefined : { phase: 'remove', token: page.next };
}

type Decided = { count: number; gone: string[]; unmanaged: string[] };

/**
 * How many of these alarms, from the first on, are decided on, and which of them go. At least one, unless there is none.
 * The index of tags is enough to keep an alarm. It is not enough to remove one: it may lag, or be what did not show the
 * desktop in the first place, so the desktop is asked itself.
 */
async function decide(run: Run, alarms: readonly StandingAlarm[]): Promise<Decided> {
  const { world, known, remainingMs } = run;
  const decided: Decided = { count: 0, gone: [], unmanaged: [] };
  if (alarms.length === 0) return decided;
  const seen = await world.fleet.look(alarms.map(({ workspaceId }) => workspaceId));
  const here = [...seen.values()].flatMap((one) => (one === 'unreadable' || one.going ? [] : [one]));
  for (const { desktop } of await judge(
    world,
    here.map((desktop) => ({ desktop })),
  ))
    known.add(desktop.workspaceId);
  for (const { workspaceId, ours } of alarms) {
    const desktop = seen.get(workspaceId);
    if (desktop === undefined || (desktop !== 'unreadable' && desktop.going)) decided.gone.push(workspaceId);
    // What can't be read is no evidence: its alarm stays. And an alarm of this name that a person made, on a desktop
    // that is none of ours, is none of ours either.
    else if (desktop !== 'unreadable' && ours && !known.has(workspaceId)) {
      const asks = tagsMatter(world.policies, desktop);
      if (asks && decided.count > 0 && remainingMs() < leastForOneMs) return decided;
      const tags = asks ? await world.fleet.exactTags(workspaceId) : {};
      if (managed(world.policies, desktop, tags)) known.add(workspaceId);
      else decided.unmanaged.push(workspaceId);
    }
    decided.count += 1;
  }
  return decided;
}
