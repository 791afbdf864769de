import { outageThreshold, type Policy } from '@cleandesk/policies';
import type { Note } from '../domain/actions.ts';
import { outageAround } from '../domain/outages.ts';
import type { Pause } from '../domain/safeguards.ts';
import { isOpen, type PauseTools, pause, resumedAt } from './pauses.ts';

/** Counts one leaving; when too many left with it, their resets are paused and a person is told. */
export async function countLeaving(
  { policy: name, leftAt }: Extract<Note, { type: 'CountLeaving' }>,
  tools: PauseTools,
): Promise<void> {
  const policy = tools.policies.find((one) => one.name === name);
  if (policy === undefined) return;
  const counts = await tools.store.count('leavings', name, leftAt);
  const known = await tools.store.changePauses('outages', name, () => undefined);
  const threshold = outageThreshold(policy, tools.fleetOf(name), leftAt);
  const span = outageAround(counts, leftAt, {
    threshold: goesOn(known, leftAt, policy) ? threshold * partOfThreshold : threshold,
    withinMs: policy.outage.withinMs,
    ...resumedAt(known),
  });
  if (span !== undefined) await pause('outages', name, span, tools);
}

/** While it lasts, fewer belong to it: what drops in waves is one outage. */
const partOfThreshold = 0.25;

const goesOn = (known: readonly Pause[], leftAt: number, { outage }: Policy): boolean =>
  known.some((one) => isOpen(one) && one.from <= leftAt && leftAt - one.to <= outage.withinMs);
