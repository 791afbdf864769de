import { event } from '@cleandesk/bus';
import { resetsPausedV1, resetsResumedV1 } from '@cleandesk/contracts';
import { outageThreshold, type Policy } from '@cleandesk/policies';
import type { Note } from '../domain/actions.ts';
import { outageAround, over, withOutage } from '../domain/outages.ts';
import type { Outage } from '../domain/safeguards.ts';
import type { Announcer, Clock, SafeguardStore } from '../ports.ts';

export type OutageTools = {
  store: SafeguardStore;
  bus: Announcer;
  policies: readonly Policy[];
  clock: Clock;
  /** How many desktops a policy manages, as far as anybody has counted. */
  fleetOf(policy: string): number | undefined;
};

/** Counts one leaving; when too many left with it, their resets are paused and a person is told. */
export async function countLeaving(
  { policy: name, leftAt }: Extract<Note, { type: 'CountLeaving' }>,
  tools: OutageTools,
): Promise<void> {
  const policy = tools.policies.find((one) => one.name === name);
  if (policy === undefined) return;
  const { counts, outages } = await tools.store.countLeaving(name, leftAt);
  const threshold = outageThreshold(policy, tools.fleetOf(name), leftAt);
  const since = Math.max(...outages.flatMap(({ overSince }) => (overSince === undefined ? [] : [overSince])));
  const span = outageAround(counts, leftAt, {
    threshold,
    withinMs: policy.outage.withinMs,
    ...(Number.isFinite(since) ? { since } : {}),
  });
  if (span === undefined) return;
  const now = tools.clock.now();
  if (withOutage(outages, span, now) === undefined) return;
  const known = await tools.store.changeOutages(name, (latest) => withOutage(latest, span, now));
  const mine = known.find(({ openedAt, told }) => openedAt === now && !told);
  if (mine !== undefined) await tell(name, mine, tools);
}

/** Tells of it, and then that it was told: a run that dies in between tells it twice, and never not at all. */
export async function tell(policy: string, outage: Outage, { bus, store }: OutageTools): Promise<void> {
  const because = `More users than usual left at once, about ${new Date(outage.from).toISOString()}: it looks like an outage`;
  await bus.publish([event(resetsPausedV1, { scope: { policy }, because }, {})]);
  await store.changeOutages(policy, (latest) =>
    latest.map((one) => (one.openedAt === outage.openedAt ? { ...one, told: true } : one)),
  );
}

/** A person says that the outage is over. Its users get some more time to come back. */
export async function endOutage(policy: string, asOf: number, { bus, store }: OutageTools): Promise<void> {
  let ended = false;
  await store.changeOutages(policy, (latest) => {
    ended = latest.some((one) => one.overSince === undefined && one.openedAt <= asOf);
    return ended ? over(latest, asOf) : undefined;
  });
  if (!ended) return;
  await bus.publish([event(resetsResumedV1, { scope: { policy }, because: 'a person resumed it' }, {})]);
}
