import type { SeatRef } from '@cleandesk/contracts';
import type { Policy } from '@cleandesk/policies';
import type { Look, SeenDesktop } from '../../src/domain/signals.ts';
import type { CallOutcome, Fleet, Permission } from '../../src/ports.ts';
import { type Aws, directoryId, type Ws } from './aws.ts';
import type { Chance } from './chance.ts';
import type { Habits } from './habits.ts';
import type { Invocation } from './invocation.ts';
import type { Tally } from './tally.ts';

export type FleetTools = {
  aws: Aws;
  chance: Chance;
  habits: Habits;
  tally: Tally;
  policy: Policy;
  invocation: Invocation;
  isCalm(): boolean;
  /** Takes up to so many ms, 200 without a number; the function may not survive it. */
  step: (ms?: number) => Promise<void>;
  say(what: string): void;
  /** Called at the moment at which AWS takes a call. */
  judgeCall(ws: Ws, what: 'rebuild' | 'terminate'): void;
  /** @returns whether a claim wants the desktop, and not only a policy that once adopted one. */
  judgeCreate(ref: SeatRef): boolean;
};

/** The fleet as one invocation of the function sees it: with throttles, cut calls and answers that never come. */
export function fleetFor(tools: FleetTools): Fleet {
  const { aws, chance, habits, invocation, step, tally } = tools;
  const happens = (share: number) => !tools.isCalm() && chance.happens(share);

  const looks =
    (extent: Look['extent']): Fleet['look'] =>
    async (ids, { exactTags = false } = {}) => {
      const at = aws.time.now;
      await step(1500);
      if (happens(habits.throttles)) {
        tally.count('throttled');
        throw new Error('Throttled');
      }
      if (extent === 'full')
        for (const id of ids) invocation.looked.set(id, { askedAt: at, answeredAt: aws.time.now });
      const clear = ids.filter(() => !happens(habits.unclear));
      if (clear.length < ids.length) tally.count('unclear');
      return new Map(
        clear.map((id) => [id, lookOf(tools, id, at, { extent, exactTags: exactTags !== false })]),
      );
    };

  const call = async (effect: () => CallOutcome): Promise<CallOutcome> => {
    invocation.callsSinceRead += 1;
    if (happens(habits.throttles)) {
      tally.count('throttled');
      await step(1500);
      return { kind: 'uncertain', because: 'throttled' };
    }
    await step();
    const cut = happens(habits.cuts);
    if (cut) tally.count('cut');
    if (cut && chance.happens(0.5)) return { kind: 'uncertain', because: 'never arrived' };
    const outcome = effect();
    await step(1500);
    return cut ? { kind: 'uncertain', because: 'cut' } : outcome;
  };

  /** Waits for its turn, for seconds at times, and asks who may still be called. */
  const turn = async (ids: readonly string[], permission: Permission): Promise<ReadonlySet<string>> => {
    await step(happens(habits.throttles) ? 6000 : 600);
    return permission.stillFor(ids);
  };
  const late: CallOutcome = { kind: 'notTried', because: 'nothing permits it any more' };

  const refused = (): CallOutcome => {
    tally.count('refused');
    return { kind: 'refused', code: 'OperationNotSupportedException', message: 'Not now' };
  };
  const gone: CallOutcome = { kind: 'refused', code: 'ResourceNotFound.WorkSpace', message: 'gone' };

  return {
    look: looks('full'),
    observe: (ids) => looks('state')(ids),
    examine: async (desktop) => {
      await step(1500);
      const ws = aws.byId(desktop.workspaceId);
      if (ws === undefined) throw new Error('gone while being examined');
      return { creatable: true, spec: ws.spec };
    },
    markHold: async () => {
      await step(1500);
    },
    snapshotOf: async () => {
      await step(1500);
      return { rebuildFrom: aws.time.now };
    },
    imagesOf: async () => new Map(),
    findOfUser: async (ref) => {
      const at = aws.time.now;
      await step(1500);
      const ws = aws.ofUser(ref.userName);
      if (ws === undefined) return { at };
      return {
        at,
        desktop: seen(aws, ws),
        ...(ws.attemptTag === undefined ? {} : { attemptTag: ws.attemptTag }),
        ...(ws.managed ? { policy: tools.policy } : {}),
      };
    },
    terminate: async (ids, permission) => {
      const still = await turn(ids, permission);
      const outcomes = new Map<string, CallOutcome>(ids.map((id) => [id, late]));
      for (const id of still) {
        const outcome = await call(() => {
          const ws = aws.byId(id);
          if (ws === undefined) return gone;
          if (happens(habits.refusals)) return refused();
          tools.judgeCall(ws, 'terminate');
          aws.terminate(ws);
          return { kind: 'accepted' };
        });
        outcomes.set(id, outcome);
      }
      return outcomes;
    },
    rebuild: async (id, permission) => {
      if (!(await turn([id], permission)).has(id)) return late;
      return call(() => {
        const ws = aws.byId(id);
        if (ws === undefined) return gone;
        if (happens(habits.refusals)) return refused();
        tools.judgeCall(ws, 'rebuild');
        if (aws.rebuild(ws)) return { kind: 'accepted' };
        tally.count('rebuild refused');
        return { kind: 'refused', code: 'OperationNotSupportedException', message: ws.state };
      });
    },
    create: async (orders) => {
      const outcomes: CallOutcome[] = [];
      for (const { ref, spec, attemptTag } of orders) {
        const outcome = await call(() => {
          const claimed = tools.judgeCreate(ref);
          const made = aws.create(ref.userName, spec, attemptTag);
          if (made === 'exists') {
            tally.count('create refused');
            return { kind: 'refused', code: 'ResourceExists.WorkSpace', message: 'exists' };
          }
          made.claimed = claimed;
          tally.count('create');
          tools.say(`create ${made.id} for ${ref.userName}`);
          return { kind: 'accepted', workspaceId: made.id };
        });
        outcomes.push(outcome);
      }
      return outcomes;
    },
    reboot: async (ids) => new Map(ids.map((id) => [id, { kind: 'accepted' }])),
    tag: async (orders) => new Map(orders.map(({ workspaceId }) => [workspaceId, { kind: 'accepted' }])),
  };
}

function lookOf(
  { aws, policy, habits, tally }: FleetTools,
  id: string,
  at: number,
  { extent, exactTags }: { extent: Look['extent']; exactTags: boolean },
): Look {
  const ws = aws.byId(id);
  if (ws === undefined) return { at, extent, desktop: 'missing' };
  if (extent === 'state') return { at, extent, desktop: seen(aws, ws) };
  const stillIndexed = at - (ws.unmanagedSince ?? Number.NEGATIVE_INFINITY) < habits.indexLag;
  if (stillIndexed && !ws.managed && exactTags) tally.count('the index was late');
  return {
    at,
    extent,
    desktop: seen(aws, ws),
    connection: aws.connection(ws),
    ...(ws.managed || (stillIndexed && !exactTags) ? { policy } : {}),
  };
}

const seen = (aws: Aws, ws: Ws): SeenDesktop => ({
  workspaceId: ws.id,
  bundleId: ws.spec.bundleId,
  computerName: `pc-${ws.id}`,
  ipAddress: ws.ip,
  directoryId,
  userName: ws.user,
  state: aws.shown(ws),
});
