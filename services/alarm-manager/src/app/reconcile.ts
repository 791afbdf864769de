import { event } from '@cleandesk/bus';
import { fleetsCountedV1 } from '@cleandesk/contracts';
import type { StandingAlarm } from '../domain/alarm.ts';
import { type Managed, managed, tagsMatter } from '../domain/managed.ts';
import { shardsAskForTags } from '../domain/shard.ts';
import type { ReconcilePosition } from './cursor.ts';
import { judge } from './judge.ts';
import { type ShardedWorld, Shards, type Sizes } from './shards.ts';
import { stepByStep } from './step-by-step.ts';
import { walk } from './walk.ts';
import { removeAlarms, unwatchDesktops, watchDesktops } from './watch-desktops.ts';

/** ms that must be left for another step: a page of desktops with 25 alarms at two a second. */
const leastMs = 18_000;
/** ms that must be left to ask one more desktop for its tags. */
const leastForOneMs = 5000;
/** Alarms that one step decides on: what one look shows. */
const atOnce = 25;

/** What decides which alarm stands for whom. */
export const planOf = ({ sharding, rules }: ShardedWorld): string => JSON.stringify({ sharding, rules });

/** Nobody has been counted yet. */
export const fromTheStart = (world: ShardedWorld): ReconcilePosition => ({
  phase: 'make',
  plan: planOf(world),
  source: 0,
  counts: Object.fromEntries(world.policies.map(({ version }) => [version, 0])),
  sizes: {},
  restored: [],
});

/**
 * Makes the alarms match the managed desktops: events of CloudTrail are best effort, and people change policies and tags.
 * Alarms that are missing come first; an alarm too many costs ten cents a month, one too few keeps a desktop unclean.
 * A desktop needs none where a shard of the fleet is relied on; that is given up only after the walk has seen every desktop.
 * @returns where the next invocation goes on when the time is up; nothing when all is done.
 */
export async function reconcile(
  world: ShardedWorld,
  from: ReconcilePosition,
  correlationId: string,
  remainingMs: () => number,
): Promise<ReconcilePosition | undefined> {
  const shards = await Shards.read(world, correlationId);
  const run: Run = { world, shards, correlationId, known: new Map(), remainingMs };
  let begin = from;
  // guard: a-walk-under-another-detector-begins-anew
  if (from.plan !== planOf(world)) begin = fromTheStart(world);
  const step = (at: ReconcilePosition) => (at.phase === 'make' ? make(run, at) : remove(run, at));
  return stepByStep(begin, step, { isTimeLeft: () => remainingMs() >= leastMs, journal: world.journal });
}

type Run = {
  world: ShardedWorld;
  shards: Shards;
  correlationId: string;
  /** Desktops that this very run has seen to be managed. */
  known: Map<string, Managed>;
  remainingMs: () => number;
};

type Make = Extract<ReconcilePosition, { phase: 'make' }>;

async function make(run: Run, at: Make): Promise<ReconcilePosition> {
  const { world, shards, correlationId } = run;
  const { ours, fresh, next, beganAnew } = await walk(world, at, shardsAskForTags(world.sharding));
  const sizes = sizesWith(shards, at.sizes, fresh);
  const alone = ours.filter((one) => !shards.hears(one, sizes));
  const missing = await watchDesktops(world, alone, { because: 'reconciled', correlationId });
  const restored = new Set([...at.restored, ...missing.flatMap((one) => shards.of(one)?.name ?? [])]);
  for (const one of ours) run.known.set(one.desktop.workspaceId, one);
  // A listing that had to begin anew shows desktops that have been counted: who is counted twice hides an outage.
  const counts = beganAnew || at.counts === undefined ? undefined : plus(at.counts, fresh);
  const soFar = { sizes, restored: [...restored], ...(counts === undefined ? {} : { counts }) };
  if (next !== undefined) return { ...soFar, phase: 'make', plan: at.plan, ...next };
  const isWhole = counts !== undefined && isOfThesePolicies(run, counts);
  // guard: shards-are-changed-by-a-whole-walk
  if (!isWhole) return { phase: 'remove', plan: at.plan, covered: [] };
  await tellCounts(run, counts);
  await shards.settle(sizes, soFar.restored);
  return { phase: 'remove', plan: at.plan, covered: shards.relied(sizes) };
}

function sizesWith(shards: Shards, before: Sizes, fresh: readonly Managed[]): Sizes {
  const sum = new Map(Object.entries(before));
  for (const one of fresh) {
    const shard = shards.of(one);
    if (shard) sum.set(shard.name, (sum.get(shard.name) ?? 0) + 1);
  }
  return Object.fromEntries(sum);
}

type Counts = NonNullable<Make['counts']>;

function plus(counts: Counts, fresh: readonly Managed[]): Counts {
  const sum = new Map(Object.entries(counts));
  for (const { policy } of fresh) sum.set(policy.version, (sum.get(policy.version) ?? 0) + 1);
  return Object.fromEntries(sum);
}

/** A walk that began with other policies has not seen each listing; the next one tells. */
const isOfThesePolicies = ({ world }: Run, counts: Counts): boolean =>
  Object.keys(counts).length === world.policies.length &&
  world.policies.every(({ version }) => Object.hasOwn(counts, version));

async function tellCounts({ world, correlationId }: Run, counts: Counts): Promise<void> {
  const fleets = world.policies.map(({ name, version }) => ({
    policy: name,
    desktops: counts[version] ?? 0,
  }));
  if (fleets.length === 0) return;
  for (const { policy, desktops } of fleets) world.meter.gauge('ManagedDesktops', desktops, { policy });
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
  const { world, correlationId } = run;
  await unwatchDesktops(world, decided.gone, { because: 'gone', correlationId });
  await unwatchDesktops(world, decided.unmanaged, { because: 'unmanaged', correlationId });
  await removeAlarms(world, needless(run, at.covered, page.items), {
    because: 'in a shard that is relied on',
  });
  if (decided.count < open.length) return { ...at, after: open[decided.count - 1]?.workspaceId };
  return page.next === undefined ? undefined : { ...at, token: page.next, after: undefined };
}

/**
 * Alarms of ours on desktops that a shard hears: one that was relied on when the walk had seen every desktop, and is now.
 * Nothing is said of them: they are watched as before.
 */
function needless(
  { known, shards }: Run,
  covered: readonly string[],
  alarms: readonly StandingAlarm[],
): string[] {
  return alarms.flatMap(({ workspaceId, ours }) => {
    const one = known.get(workspaceId);
    if (!ours || one === undefined || !shards.hears(one)) return [];
    // guard: only-a-whole-walk-takes-alarms-from-desktops
    if (!covered.includes(shards.of(one)?.name ?? '')) return [];
    return [workspaceId];
  });
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
  const judged = await judge(
    world,
    here.map((desktop) => ({ desktop })),
    shardsAskForTags(world.sharding),
  );
  for (const one of judged) known.set(one.desktop.workspaceId, one);
  for (const { workspaceId, ours } of alarms) {
    const desktop = seen.get(workspaceId);
    if (desktop === undefined || (desktop !== 'unreadable' && desktop.going)) decided.gone.push(workspaceId);
    // What can't be read is no evidence: its alarm stays. And an alarm of this name that a person made, on a desktop
    // that is none of ours, is none of ours either.
    else if (desktop !== 'unreadable' && ours && !known.has(workspaceId)) {
      const asks = tagsMatter(world.policies, desktop);
      if (asks && decided.count > 0 && remainingMs() < leastForOneMs) return decided;
      const tags = asks ? await world.fleet.exactTags(workspaceId) : {};
      const one = managed(world.policies, desktop, tags);
      if (one) known.set(workspaceId, one);
      else decided.unmanaged.push(workspaceId);
    }
    decided.count += 1;
  }
  return decided;
}
