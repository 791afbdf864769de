import { endLease } from '../domain/acting.ts';
import type { Lease } from '../domain/seat.ts';
import { NotSent, Stale, type Stored } from '../ports.ts';
import { again } from './again.ts';
import { offerOf, write } from './letters.ts';
import { sayClaim } from './sayings.ts';
import { tellWorkflow } from './workflow.ts';
import type { World } from './world.ts';

/** ms after which what is still to be done is not being done any more. */
const patienceMs = 60_000;
/** Workflows in one run; the next one takes the rest. */
const most = 200;
/** Leases in one run: the page that DynamoDB gives at once. */
const mostLeases = 1000;

/** What a crash left of workflows, and leases that end. One that fails hinders no other. @throws what the first failed with */
export async function leftovers(world: World): Promise<void> {
  const now = world.clock.now();
  const failures: unknown[] = [];
  const each = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      // Somebody else has just written: an extension, for one. The next run sees what is left of it.
      if (!(error instanceof Stale)) failures.push(error);
    }
  };
  for (const id of await world.requests.leftovers(now - patienceMs, most)) await each(() => goOn(id, world));
  const due = await world.leases.due(now, mostLeases);
  const isOver = ({ value: { unsaid, until } }: Stored<Lease>) =>
    unsaid !== undefined || (until !== undefined && until <= now);
  // What is over, or not said yet, goes first: who is to be warned has days, and mail may be down.
  for (const lease of due.filter(isOver)) await each(() => look(lease, world));
  for (const lease of due.filter((one) => !isOver(one))) {
    // guard: while-mail-is-down-nobody-waits-for-it
    if (failures.some((failure) => failure instanceof NotSent)) break;
    await each(() => look(lease, world));
  }
  if (failures.length > 0) throw failures[0];
}

async function goOn(id: string, world: World): Promise<void> {
  await again(async () => {
    const stored = await world.requests.load(id);
    if (stored === undefined) return;
    if (!stored.value.started) await world.workflows.start(id);
    await tellWorkflow(stored, world);
  });
}

async function look(lease: Stored<Lease>, world: World): Promise<void> {
  const ended = endLease(lease.value, world.clock.now());
  if (ended !== undefined) {
    await world.leases.save(lease, ended);
    world.meter.count('LeaseEnded');
    return sayClaim({ value: ended, version: lease.version + 1 }, world);
  }
  // Committed by a workflow that has died since, or is just about to say it.
  // guard: what-was-left-unsaid-is-said
  if (lease.value.unsaid !== undefined) return sayClaim(lease, world);
  if (lease.value.wanted) await warn(lease, world);
}

async function warn(lease: Stored<Lease>, world: World): Promise<void> {
  const { until, mail, warnedFor, offerId, requestId } = lease.value;
  if (until === undefined || warnedFor === until) return;
  if (mail !== undefined) {
    const { portalUrl } = world.settings;
    const occasion = {
      type: 'leaseEnds',
      lease: lease.value,
      ...offerOf(offerId, world),
      portalUrl,
    } as const;
    await write(`leaseEnds:${requestId}:${until}`, mail, async () => occasion, world);
  }
  await world.leases.save(lease, { ...lease.value, warnedFor: until });
}
