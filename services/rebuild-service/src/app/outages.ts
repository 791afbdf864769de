import { outageThreshold, type Policy } from '@cleandesk/policies';
import type { Note } from '../domain/actions.ts';
import { outageAround, type Sweep } from '../domain/outages.ts';
import type { Pause } from '../domain/safeguards.ts';
import { isOpen, type PauseTools, pause, resumedAt } from './pauses.ts';

/** Counts one leaving; when too many left with it, their resets are paused and a person is told. */
export async function countLeaving(
  { policy: name, leftAt, bySweep }: Extract<Note, { type: 'CountLeaving' }>,
  tools: PauseTools,
): Promise<void> {
  const policy = tools.policies.find((one) => one.name === name);
  if (policy === undefined) return;
  const counts = await tools.store.count('leavings', name, leftAt);
  const known = await tools.store.changePauses('outages', name, () => undefined);
  const part = goesOn(known, leftAt, policy) ? partOfThreshold : 1;
  const threshold = outageThreshold(policy, await tools.fleetOf(name), leftAt) * part;
  const { withinMs } = policy.outage;
  const sweep = bySweep === undefined ? undefined : await sweepOf(policy, leftAt, part, tools);
  const span = outageAround(counts, leftAt, { threshold, withinMs, ...resumedAt(known) }, sweep);
  if (span !== undefined) await pause('outages', name, span, tools);
}

/** What the sweep that told of this leaving has found so far. */
async function sweepOf(policy: Policy, leftAt: number, part: number, tools: PauseTools): Promise<Sweep> {
  const { name } = policy;
  return {
    found: await tools.store.count('found', name, leftAt),
    seen: await tools.seenBySweeps(name),
    fleet: (await tools.fleetOf(name)) ?? 0,
    least: outageThreshold(policy, undefined, leftAt) * part,
  };
}

/** While it lasts, fewer belong to it: what drops in waves is one outage. */
const partOfThreshold = 0.25;

const goesOn = (known: readonly Pause[], leftAt: number, { outage }: Policy): boolean =>
  known.some((one) => isOpen(one) && one.from <= leftAt && leftAt - one.to <= outage.withinMs);
