import type { Policy } from '@cleandesk/policies';
import pMap from 'p-map';
import type { Call } from '../domain/actions.ts';
import { isCall } from '../domain/actions.ts';
import { permit } from '../domain/permit.ts';
import { seatId } from '../domain/seat.ts';
import type { Context, Look, Signal } from '../domain/signals.ts';
import type { CallOutcome, Clock, Fleet, Permission, Seats } from '../ports.ts';
import type { Desk } from './desk.ts';

/** ms that a look may be old when a destructive call is made. */
const freshForMs = 5000;
/** Items of one call (botocore model of `workspaces`, `TerminateWorkspaceRequests`); a rebuild takes one. */
const perCall = 25;
/**
 * Rebuilds that wait for their turns at the same time: while one's seat is read and its call is under way, another one takes the next
 * turn, which would go to whoever can wait. Not more: those that stand in line when the look has grown too old have stood for nothing.
 */
const rebuildsAtOnce = 3;
type Due = { desk: Desk; call: Call };

/** Nobody can say now how this desktop is: it is not called, and looked at again. */
class NoLook extends Error {
  override readonly name = 'NoLook';
}

export type CallTools = {
  fleet: Fleet;
  seats: Seats;
  clock: Clock;
  policies: readonly Policy[];
  /** With the breakers as they are now. */
  context(): Promise<Context>;
  /** Whether there is time left to begin another call; what is not begun is taken up by a later run. */
  timeLeft(): boolean;
  /** Whether there is time left for a look that asks for tags one by one, and for a call after it. */
  timeToAsk(): boolean;
};

/** Makes the calls that are ours to make, each after a look and a fresh reading of its seat. */
export async function performCalls(desks: readonly Desk[], tools: CallTools): Promise<void> {
  const due: Due[] = desks.flatMap((desk) =>
    desk.seat.pending.filter(isCall).flatMap((one) => (desk.mine.has(one.id) ? [{ desk, call: one }] : [])),
  );
  for (const type of ['Terminate', 'Create', 'Rebuild', 'Reboot', 'Tag'] as const) {
    for (const group of groupsOf(
      due.filter(({ call }) => call.type === type),
      perCall,
    )) {
      // Of a large group of rebuilds some have no turn before their look is too old: it is looked at the rest again.
      for (let left = group; left.length > 0; ) {
        if (!(wantsExactTags(type, tools) !== false ? tools.timeToAsk() : tools.timeLeft())) return;
        await performGroup(left, tools);
        const open = left.filter(({ desk, call }) => desk.mine.has(call.id));
        // No further look without a rebuild: what does not come off now is for a later round.
        left = (type === 'Rebuild' || type === 'Tag') && open.length < left.length ? open : [];
      }
    }
  }
}

async function performGroup(whole: readonly Due[], tools: CallTools): Promise<void> {
  let group = whole;
  try {
    group = await lookAgain(whole, tools);
  } catch (error) {
    // Without a look there is no call. The lease runs out, and a later run looks again.
    for (const { desk, call } of whole) giveUp(desk, call, error);
    return;
  }
  // Calls with a permission are asked about when their turn has come; for the others now is soon enough.
  if (!isGuarded(group)) group = await stillPermitted(group, tools);
  // The look took its time: what it showed is for a later run to show again.
  if (group.length === 0 || !tools.timeLeft()) return;
  if (group[0]?.call.type === 'Rebuild') return rebuildEach(group, tools);
  const outcomes = await call(group, tools);
  // A session that the call itself closed ended before this: it is no use of what comes after.
  const at = tools.clock.now();
  group.forEach(({ desk, call: made }, index) => {
    hear(desk, made, outcomes[index] ?? { kind: 'uncertain', because: 'no answer' }, at);
  });
}

/** A rebuild takes one desktop a call: whose look has become too old meanwhile stays pending for the next round. */
async function rebuildEach(group: readonly Due[], tools: CallTools): Promise<void> {
  await pMap(
    group,
    async (due) => {
      const { desk, call: one } = due;
      if (!tools.timeLeft() || one.type !== 'Rebuild' || !isFresh(desk.look, one, tools.clock)) return;
      hear(
        desk,
        one,
        await tools.fleet.rebuild(one.workspaceId, permissionFor([due], tools)),
        tools.clock.now(),
      );
    },
    { concurrency: rebuildsAtOnce },
  );
}

/** Calls that wait for their turn with a permission, which is asked for again when the turn has come. */
const isGuarded = ([first]: readonly Due[]): boolean =>
  first?.call.type === 'Terminate' || first?.call.type === 'Rebuild' || first?.call.type === 'Tag';

function permissionFor(group: readonly Due[], tools: CallTools): Permission {
  return {
    notAfter: Math.min(...group.map(({ desk: { look } }) => (look === undefined ? 0 : look.at + freshForMs))),
    async stillFor(workspaceIds) {
      const asked = group.filter(
        ({ call }) => call.type !== 'Create' && workspaceIds.includes(call.workspaceId),
      );
      const still = await stillPermitted(asked, tools);
      // Turn and reading took their time.
      const fresh = still.filter(({ desk: { look }, call }) => isFresh(look, call, tools.clock));
      return new Set(
        tools.timeLeft()
          ? fresh.flatMap(({ call }) => (call.type === 'Create' ? [] : [call.workspaceId]))
          : [],
      );
    },
  };
}

/** Reads these seats as they are now. @returns those whose call is still ours to make, and that nothing stands against */
async function stillPermitted(group: readonly Due[], tools: CallTools): Promise<readonly Due[]> {
  const ours = group.filter(({ desk, call }) => desk.mine.has(call.id));
  if (ours.length === 0) return [];
  try {
    await readAgain(ours, tools);
    const context = await tools.context();
    return ours.filter((due) => isPermitted(due, context));
  } catch (error) {
    for (const { desk, call } of ours) giveUp(desk, call, error);
    return [];
  }
}

/** What was not tried for want of time stays ours, and is looked at again in the next round; what was not permitted is settled. */
function hear(desk: Desk, call: Call, outcome: CallOutcome, at: number): void {
  if (outcome.kind === 'notTried' || !desk.mine.delete(call.id)) return;
  // No look permits a create: there is nothing to look at.
  const by = desk.look === undefined || call.type === 'Create' ? {} : { look: desk.look };
  desk.queue.push(signalOf(call, outcome, at, by));
}

function giveUp(desk: Desk, call: Call, error: unknown): void {
  desk.mine.delete(call.id);
  desk.failure ??= error;
}

/**
 * Resets and removals go by the tags as they are, and so does who changes them: an index that is minutes late could show a
 * policy that the desktop was taken from. A reboot loses nothing.
 */
function wantsExactTags(type: Call['type'], { policies }: CallTools): boolean | 'now' {
  // Another run may just have set it: what was read before that would say that nothing is left to do.
  // guard: a-tag-is-changed-by-what-it-is-now
  if (type === 'Tag') return 'now';
  return (
    (type === 'Terminate' || type === 'Rebuild') && policies.some(({ match }) => match.tags !== undefined)
  );
}

/** Looks that went by exact tags: they will do for a call as long as they are fresh; for one that sets tags only those of `now`. */
const exactLooks = new WeakMap<Look, true | 'now'>();

/** @returns those of the group whose look permits a call; who had no turn stays pending for the next round. */
async function lookAgain(group: readonly Due[], tools: CallTools): Promise<readonly Due[]> {
  const type = group[0]?.call.type;
  if (type === undefined || type === 'Create') return group;
  const exactTags = wantsExactTags(type, tools);
  const isExact = (by: true | 'now' | undefined): boolean =>
    exactTags === false || by === 'now' || by === exactTags;
  const willDo = ({ desk: { look }, call }: Due): boolean =>
    isFresh(look, call, tools.clock) && isExact(look && exactLooks.get(look));
  if (group.every(willDo)) return group;
  // At all of them: it takes one call either way, and a look that is nearly too old would be so after it.
  const ids = group.flatMap(({ call }) => (call.type === 'Create' ? [] : [call.workspaceId]));
  const looks = await tools.fleet.look(ids, { exactTags });
  const seen = group.filter(({ desk, call }) => {
    const look = call.type === 'Create' ? undefined : looks.get(call.workspaceId);
    if (look === undefined) return false;
    if (exactTags !== false) exactLooks.set(look, exactTags);
    desk.look = look;
    return true;
  });
  if (seen.length === 0) throw new NoLook(`${ids.join(', ')}: AWS tells too little to call anything`);
  return seen;
}

const isFresh = (look: Look | undefined, call: Call, clock: Clock): boolean =>
  look !== undefined &&
  call.type !== 'Create' &&
  clock.now() - look.at <= freshForMs &&
  (look.desktop === 'missing' || look.desktop.workspaceId === call.workspaceId);

/** A hold, a claim or a login may have been committed since the decision. */
async function readAgain(group: readonly Due[], { seats }: CallTools): Promise<void> {
  const read = new Map(
    (await seats.loadAll(group.map(({ desk }) => desk.ref))).map((seat) => [seatId(seat.ref), seat]),
  );
  for (const { desk } of group) desk.seat = read.get(desk.id) ?? desk.seat;
}

function isPermitted({ desk, call }: Due, context: Context): boolean {
  const { look } = desk;
  const answer = permit(desk.seat, call, call.type === 'Create' ? undefined : look, context);
  if (answer === 'perform') return true;
  desk.mine.delete(call.id);
  if (answer === 'superseded') desk.queue.push({ type: 'Noted', ids: [call.id] });
  if (answer === 'alreadyDone')
    desk.queue.push({ type: 'CallAccepted', id: call.id, ...(look ? { look } : {}) });
  if (answer === 'notPermitted')
    desk.queue.push({ type: 'CallNotPermitted', id: call.id, ...(look ? { look } : {}) });
  return false;
}

async function call(group: readonly Due[], tools: CallTools): Promise<CallOutcome[]> {
  const { fleet } = tools;
  const calls = group.map((due) => due.call);
  const ids = calls.flatMap((one) => (one.type === 'Create' ? [] : [one.workspaceId]));
  const inOrder = (outcomes: Map<string, CallOutcome>) =>
    ids.map((id) => outcomes.get(id) ?? ({ kind: 'uncertain', because: 'no answer' } as const));
  const first = calls[0];
  if (first === undefined || first.type === 'Rebuild') return [];
  switch (first.type) {
    case 'Terminate':
      return inOrder(await fleet.terminate(ids, permissionFor(group, tools)));
    case 'Reboot':
      return inOrder(await fleet.reboot(ids));
    case 'Tag':
      return inOrder(
        await fleet.tag(
          calls.flatMap((one) => (one.type === 'Tag' ? [one] : [])),
          permissionFor(group, tools),
        ),
      );
    case 'Create':
      return fleet.create(
        group.flatMap(({ desk, call: one }) =>
          one.type === 'Create' ? [{ ref: desk.ref, spec: one.spec, attemptTag: one.attemptTag }] : [],
        ),
      );
  }
  first satisfies never;
}

function signalOf(
  { id }: Call,
  outcome: Exclude<CallOutcome, { kind: 'notTried' }>,
  at: number,
  by: { look?: Look },
): Signal {
  switch (outcome.kind) {
    case 'accepted': {
      const { workspaceId, without } = outcome;
      return {
        type: 'CallAccepted',
        id,
        at,
        ...(workspaceId === undefined ? {} : { workspaceId }),
        ...(without === undefined ? {} : { without }),
        ...by,
      } as const;
    }
    case 'refused':
      return { type: 'CallRefused', id, at, code: outcome.code, message: outcome.message, ...by } as const;
    case 'uncertain':
      return { type: 'CallUncertain', id, at, ...by } as const;
  }
  outcome satisfies never;
}

export function groupsOf<T>(items: readonly T[], size: number): T[][] {
  const groups: T[][] = [];
  for (let start = 0; start < items.length; start += size) groups.push(items.slice(start, start + size));
  return groups;
}
