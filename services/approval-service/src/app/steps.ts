import { act } from '../domain/acting.ts';
import { expire } from '../domain/deciding.ts';
import { hasEnded, moved, type Request } from '../domain/request.ts';
import type { Stored } from '../ports.ts';
import { again } from './again.ts';
import { offerOf, write } from './letters.ts';
import { linkFor } from './links.ts';
import { inBusWords, sayClaim } from './sayings.ts';
import { outputOf, tellWorkflow } from './workflow.ts';
import type { World } from './world.ts';

/** What the state machine hands to the function: which step, of which request, and whom to answer where it waits. */
export type Step = {
  step: 'record' | 'ask' | 'remind' | 'expire' | 'act' | 'overdue' | 'giveUp' | 'tell';
  requestId: string;
  token?: string;
};

export type Output = ReturnType<typeof outputOf>;

/** A step of a request that nobody knows: the workflow fails, and a person is told by its alarm. */
export class UnknownRequest extends Error {
  override readonly name = 'UnknownRequest';
}

/** One step. Each can be done twice, and after a crash anywhere: what it changes is committed before anything is said. */
export async function step(given: Step, world: World): Promise<Output> {
  switch (given.step) {
    case 'record':
      return outputOf(
        (await change(given, (request) => ({ ...request, started: true, heard: true }), world)).value,
      );
    case 'ask':
      return asking('approve', given, world);
    case 'remind':
      return asking('remind', given, world);
    case 'expire':
      return outputOf(
        (await change(given, (request) => answered(expire(request, world.clock.now())), world)).value,
      );
    case 'act':
      return acting(given, world);
    case 'overdue':
      return overdue(given, world);
    case 'giveUp':
      return outputOf((await change(given, (request) => answered(gaveUp(request, world)), world)).value);
    case 'tell':
      return telling(given, world);
  }
  given.step satisfies never;
}

const load = async ({ requestId }: Step, { requests }: World): Promise<Stored<Request>> => {
  const stored = await requests.load(requestId);
  if (stored === undefined) throw new UnknownRequest('The workflow is of a request that is not there');
  return stored;
};

/** @param next what the request is from now on; `undefined`, or the same: nothing is written. */
const change = (
  given: Step,
  next: (request: Request) => Request | undefined,
  world: World,
): Promise<Stored<Request>> =>
  again(async () => {
    const stored = await load(given, world);
    const changed = next(stored.value);
    return changed === undefined || changed === stored.value ? stored : world.requests.save(stored, changed);
  });

/**
 * From here on the workflow waits for what this request waits for. What has come about in the meantime is answered at once:
 * whoever brought it about found nobody waiting.
 */
async function wait(
  given: Step,
  until: 'decision' | 'outcome',
  world: World,
  more: (request: Request) => Request = (request) => request,
): Promise<Stored<Request>> {
  const { token } = given;
  if (token === undefined) throw new Error('A step that waits needs a token');
  const over = (request: Request) =>
    until === 'decision' ? request.status !== 'waiting' : hasEnded(request.status);
  const stored = await change(
    given,
    (request) =>
      over(request) ? heard(request) : { ...more(request), waiting: { for: until, token }, heard: true },
    world,
  );
  if (over(stored.value)) await world.workflows.resume(token, outputOf(stored.value));
  return stored;
}

/** The step's own answer tells the workflow. */
const answered = (request: Request | undefined) => request && heard(request);

function heard(request: Request): Request {
  if (request.heard && request.waiting === undefined) return request;
  const { waiting: _over, ...rest } = request;
  return { ...rest, heard: true };
}

async function asking(type: 'approve' | 'remind', given: Step, world: World): Promise<Output> {
  const { value: request } = await wait(given, 'decision', world);
  if (request.status !== 'waiting') return outputOf(request);
  const open = request.approval.approvers.filter((mail) => !request.decisions.some(({ by }) => by === mail));
  let failure: unknown;
  // One address that SES takes nothing for must not keep the others from being asked.
  for (const mail of open) {
    const id = `${type}:${request.id}:${world.digest.of(mail)}`;
    const compose = async () => ({
      type,
      request,
      ...offerOf(request.offerId, world),
      ...(await linkFor(request, mail, world)),
    });
    try {
      await write(id, mail, compose, world);
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return outputOf(request);
}

async function acting(given: Step, world: World): Promise<Output> {
  const { requests, seats, leases, settings, clock, digest } = world;
  const { token } = given;
  if (token === undefined) throw new Error('A step that waits needs a token');
  const { request, say, atOnce } = await again(async () => {
    const stored = await load(given, world);
    const seatId = digest.seatId(stored.value.seat);
    const [seat, lease] = await Promise.all([seats.load(seatId), leases.load(seatId)]);
    const acted = act(stored.value, {
      seat: seat?.value,
      lease: lease?.value,
      offers: settings.offers,
      now: clock.now(),
    });
    // A run of before has died, and something else has settled it since: at most its claim is still to be said.
    if (stored.value.status !== 'doing') return { request: stored.value };
    const waits: Request = hasEnded(acted.request.status)
      ? heard(acted.request)
      : { ...acted.request, waiting: { for: 'outcome', token }, heard: true };
    // The claim is committed with its words before it is said: the loser of a race says nothing, and whoever comes after a crash the same.
    const saved = await requests.save(stored, waits, acted.lease && { before: lease, next: acted.lease });
    return { request: saved.value, say: acted.say, atOnce: acted.atOnce };
  });
  if (say !== undefined) await world.bus.publish([inBusWords(say)]);
  await again(async () => {
    const lease = await leases.load(digest.seatId(request.seat));
    if (lease !== undefined) await sayClaim(lease, world);
  });
  if (request.kind === 'return') await givenBack(request, world);
  const { value: standing } = atOnce
    ? await change(given, (one) => answered(settledAtOnce(one, world)), world)
    : { value: request };
  if (hasEnded(standing.status)) await world.workflows.resume(token, outputOf(standing));
  return outputOf(standing);
}

/** After what follows from it was said: a run that dies before that says it once more. */
const settledAtOnce = (request: Request, { clock }: World): Request | undefined =>
  request.status === 'doing' ? moved(request, 'done', clock.now()) : undefined;

/** Whoever gives back a desktop that is not ready yet does not wait for it any more. */
async function givenBack({ seat, requester }: Request, world: World): Promise<void> {
  const id = await world.requests.openOf(world.digest.seatId(seat), 'desktop');
  if (id === undefined) return;
  await again(async () => {
    const stored = await world.requests.load(id);
    if (stored?.value.status !== 'doing') return;
    const by = { by: requester.login, text: 'It was given back.' };
    const next = moved(stored.value, 'withdrawn', world.clock.now(), by);
    await tellWorkflow(await world.requests.save(stored, next), world);
  });
}

async function overdue(given: Step, world: World): Promise<Output> {
  const { value: standing } = await load(given, world);
  // The step that acts was asked for and never ran: nothing was said, and nobody would say it.
  // guard: what-was-never-begun-is-begun
  if (standing.status === 'doing' && standing.waiting === undefined) return acting(given, world);
  const { value: request } = await wait(given, 'outcome', world, (one) => ({ ...one, overdue: true }));
  if (!hasEnded(request.status)) {
    world.meter.count('RequestOverdue');
    await tellRequester('overdue', request, world);
  }
  return outputOf(request);
}

const gaveUp = (request: Request, { clock }: World): Request | undefined =>
  request.status === 'doing'
    ? moved(request, 'failed', clock.now(), { text: 'Nothing was heard of it. An operator can see why.' })
    : undefined;

async function telling(given: Step, world: World): Promise<Output> {
  const { value: request } = await change(given, heard, world);
  // Whoever takes a request back knows.
  if (request.status !== 'withdrawn') await tellRequester('ended', request, world);
  world.meter.count('RequestEnded', 1, { outcome: request.status });
  return outputOf(request);
}

async function tellRequester(type: 'ended' | 'overdue', request: Request, world: World): Promise<void> {
  const { mail } = request.requester;
  if (mail === undefined) return;
  const occasion = { type, request, ...offerOf(request.offerId, world), portalUrl: world.settings.portalUrl };
  await write(`${type}:${request.id}`, mail, async () => occasion, world);
}
