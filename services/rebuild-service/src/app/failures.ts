import { failuresAllowed } from '@cleandesk/policies';
import type { Note } from '../domain/actions.ts';
import { outageAround } from '../domain/outages.ts';
import { isOpen, type PauseTools, pause, resumedAt } from './pauses.ts';

/**
 * Counts a rebuild that ended badly. Too many of them, or one that was the first of its kind, pause all resets of the
 * policy. When they go on, the first one goes alone.
 */
export async function countFailure(
  { policy: name, at, because, kinds, alone }: Extract<Note, { type: 'CountFailure' }>,
  tools: PauseTools,
): Promise<void> {
  const { store } = tools;
  const policy = tools.policies.find((one) => one.name === name);
  if (policy === undefined) return;
  const counts = await store.count('failures', name, at);
  const known = await store.changePauses('failures', name, () => undefined);
  if (known.some(isOpen)) return;
  const span = outageAround(counts, at, {
    threshold: alone ? 0 : failuresAllowed(policy, await tools.fleetOf(name)),
    withinMs: policy.failures.withinMs,
    ...resumedAt(known),
  });
  if (span === undefined) return;
  const what = alone ? 'The first of its kind ended badly' : 'Too many rebuilds ended badly. The latest';
  // Before it is known: whoever is killed in between finds it known, and does no more.
  for (const kind of kinds) await store.disprove(kind);
  await pause('failures', name, { ...span, because: `${what}: ${because}` }, tools);
}
