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
  const counts = await tools.store.countLeaving(name, leftAt);
  const known = await tools.store.changeOutages(name, () => undefined);
  const threshold = outageThreshold(policy, tools.fleetOf(name), leftAt);
  const since = Math.max(...known.flatMap(({ overSince }) => (overSince === undefined ? [] : [overSince])));
  const span = outageAround(counts, leftAt, {
    threshold: goesOn(known, leftAt, policy) ? threshold * partOfThreshold : threshold,
    withinMs: policy.outage.withinMs,
    ...(Number.isFinite(since) ? { since } : {}),
  });
  if (span === undefined) return;
  const now = tools.clock.now();
  if (withOutage(known, span, now) === undefined) return;
  let isMine = false;
  const changed = await tools.store.changeOutages(name, (latest) => {
    const next = withOutage(latest, span, now);
    // Many are counted at once: whoever opens it tells of it, and nobody else.
    isMine = next !== undefined && next.length > latest.length;
    return next;
  });
  const opened = changed.at(-1);
  if (isMine && opened !== undefined) await tell(name, opened, tools);
}

/** While it lasts, fewer belong to it: what drops in waves is one outage. */
const partOfThreshold = 0.25;

const goesOn = (known: readonly Outage[], leftAt: number, { outage }: Policy): boolean =>
  known.some(
    ({ from, to, overSince }) => overSince === undefined && from <= leftAt && leftAt - to <= outage.withinMs,
  );

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
  const isOpen = (one: Outage) => one.overSince === undefined && one.openedAt <= asOf;
  const known = await store.changeOutages(policy, () => undefined);
  if (!known.some(isOpen)) return;
  await bus.publish([event(resetsResumedV1, { scope: { policy }, because: 'a person resumed it' }, {})]);
  await store.changeOutages(policy, (latest) => (latest.some(isOpen) ? over(latest, asOf) : undefined));
}
