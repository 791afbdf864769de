import { event } from '@cleandesk/bus';
import { reconcileCameDueV1 } from '@cleandesk/contracts';
import type { StandingAlarm } from '../domain/alarm.ts';
import { managed, tagsMatter } from '../domain/managed.ts';
import { type ReconcileCursor, readReconcileCursor, writeCursor } from './cursor.ts';
import { judge } from './judge.ts';
import { walk } from './walk.ts';
import { unwatchDesktops, watchDesktops } from './watch-desktops.ts';
import type { World } from './world.ts';

export type Due = { cursor: string | undefined; correlationId: string };

/** ms that must be left for another step: a page of desktops with 25 alarms at two a second. */
const leastMs = 18_000;
/** ms that must be left to ask one more desktop for its tags. */
const leastForOneMs = 5000;
/** Alarms that one step decides on: what one look shows. */
const atOnce = 25;

/**
 * Makes the alarms match the managed desktops: events of CloudTrail are best effort, and people change policies and tags.
 * Alarms that are missing come first; an alarm too many costs ten cents a month, one too few keeps a desktop unclean.
 * When the time is up, the next invocation goes on where this one stopped.
 */
export async function reconcile(world: World, due: Due, remainingMs: () => number): Promise<void> {
  const run: Run = { world, correlationId: due.correlationId, known: new Set(), remainingMs };
  let at: ReconcileCursor | undefined = readReconcileCursor(due.cursor);
  do {
    at = at.phase === 'make' ? await make(run, at) : await remove(run, at);
  } while (at !== undefined && remainingMs() >= leastMs);
  if (at === undefined) return;
  const { correlationId } = due;
  await world.bus.publish([
    event(reconcileCameDueV1, { reason: 'continued', cursor: writeCursor(at) }, { correlationId }),
  ]);
}

type Run = {
  world: World;
  correlationId: string;
  /** Desktops that this very run has seen to be managed. */
  known: Set<string>;
  remainingMs: () => number;
};

async function make(run: Run, at: Extract<ReconcileCursor, { phase: 'make' }>): Promise<ReconcileCursor> {
  const { ours, next } = await walk(run.world, at);
  await watchDesktops(run.world, ours, { because: 'reconciled', correlationId: run.correlationId });
  for (const { desktop } of ours) run.known.add(desktop.workspaceId);
  return next ? { phase: 'make', ...next } : { phase: 'remove' };
}

/**
 * Nothing is concluded from what a listing does not show: a listing can be cut, late, or empty by a fault. Each alarm
 * whose desktop was not just seen to be managed has its desktop looked at by id, and loses to evidence only. Were that wrong
 * too, the next run would make the alarm again: a removed alarm delays, it loses nothing.
 */
async function remove(
  run: Run,
  at: Extract<ReconcileCursor, { phase: 'remove' }>,
): Promise<ReconcileCursor | undefined> {
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
