import { event } from '@cleandesk/bus';
import { resetsPausedV1, resetsResumedV1 } from '@cleandesk/contracts';
import type { Policy } from '@cleandesk/policies';
import { over, withOutage } from '../domain/outages.ts';
import type { Pause } from '../domain/safeguards.ts';
import {
  type Announcer,
  type Clock,
  type Meter,
  type PauseKind,
  pauseKinds,
  type SafeguardStore,
} from '../ports.ts';

export type PauseTools = {
  store: SafeguardStore;
  bus: Announcer;
  meter: Meter;
  policies: readonly Policy[];
  clock: Clock;
  /** How many desktops a policy manages, as far as anybody has counted. */
  fleetOf(policy: string): Promise<number | undefined>;
  /** Desktops of a policy that sweeps have looked at, by minute of the epoch. */
  seenBySweeps(policy: string): Promise<ReadonlyMap<number, number>>;
};

export const isOpen = ({ overSince }: Pause): boolean => overSince === undefined;

/** When a person said last that one was over; what was before that counts no more. */
export function resumedAt(known: readonly Pause[]): { since: number } | undefined {
  const times = known.flatMap(({ overSince }) => overSince ?? []);
  return times.length === 0 ? undefined : { since: Math.max(...times) };
}

/** Pauses a policy's resets, or widens the pause that there is. */
export async function pause(
  kind: PauseKind,
  policy: string,
  span: { from: number; to: number; because?: string },
  tools: PauseTools,
): Promise<void> {
  const now = tools.clock.now();
  let isMine = false;
  const changed = await tools.store.changePauses(kind, policy, (latest) => {
    const next = withOutage(latest, span, now);
    // Many are counted at once: whoever opens it tells of it, and nobody else.
    isMine = next !== undefined && next.length > latest.length;
    return next;
  });
  const opened = changed.at(-1);
  if (isMine && opened !== undefined) await tell(kind, policy, opened, tools);
}

/** Tells of it, and then that it was told: a run that dies in between tells it twice, and never not at all. */
export async function tell(
  kind: PauseKind,
  policy: string,
  { from, openedAt, because }: Pause,
  { bus, store, meter }: Pick<PauseTools, 'bus' | 'store' | 'meter'>,
): Promise<void> {
  const at = new Date(from).toISOString();
  const outage = `More users than usual left at once, about ${at}: it looks like an outage`;
  const said = { scope: { policy }, because: (because ?? outage).slice(0, 256) };
  await bus.publish([event(resetsPausedV1, said, {})]);
  meter.count('PauseBegan', 1, { kind });
  await store.changePauses(kind, policy, (latest) =>
    latest.map((one) => (one.openedAt === openedAt ? { ...one, told: true } : one)),
  );
}

/** A person says that the policy's resets go on, whatever they were paused for. */
export async function resume(policy: string, asOf: number, { bus, store }: PauseTools): Promise<void> {
  const ends = (one: Pause) => isOpen(one) && one.openedAt <= asOf;
  const known = await Promise.all(
    pauseKinds.map((kind) => store.changePauses(kind, policy, () => undefined)),
  );
  if (!known.flat().some(ends)) return;
  await bus.publish([event(resetsResumedV1, { scope: { policy }, because: 'a person resumed it' }, {})]);
  for (const kind of pauseKinds)
    await store.changePauses(kind, policy, (latest) => (latest.some(ends) ? over(latest, asOf) : undefined));
}
