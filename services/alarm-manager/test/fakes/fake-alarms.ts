import type { AlarmRules, StandingAlarm } from '../../src/domain/alarm.ts';
import type { Alarms } from '../../src/ports.ts';

export type FakeAlarms = Alarms & {
  /** The desktops that have one, sorted. */
  ids(): string[];
  /** One that a person made, or changed. */
  byHand(alarm: Partial<StandingAlarm> & { workspaceId: string }): void;
  calls: Record<'put' | 'standing' | 'list' | 'remove', number>;
  /** Called before each change; throws what the change shall fail with. */
  before: (change: 'put' | 'remove', workspaceIds: readonly string[]) => void;
};

/** Alarms in memory. Holds to the same contract suite as CloudWatch on the desktop cloud. */
export function fakeAlarms(): FakeAlarms {
  const all = new Map<string, StandingAlarm>();
  const calls = { put: 0, standing: 0, list: 0, remove: 0 };
  /** Kept until something changes: a large fleet is listed page by page. */
  let inOrder: StandingAlarm[] | undefined;
  const sorted = () => {
    inOrder ??= [...all.values()].sort((a, b) => (a.workspaceId < b.workspaceId ? -1 : 1));
    return inOrder;
  };
  const set = (alarm: StandingAlarm) => {
    all.set(alarm.workspaceId, alarm);
    inOrder = undefined;
  };
  const fake: FakeAlarms = {
    calls,
    before: () => undefined,
    ids: () => sorted().map(({ workspaceId }) => workspaceId),
    byHand: (alarm) => set({ ours: false, periodSeconds: 300, actions: [], sound: true, ...alarm }),
    async put(workspaceId, rules: AlarmRules) {
      calls.put += 1;
      fake.before('put', [workspaceId]);
      const actions = rules.topicArn === undefined ? [] : [rules.topicArn];
      set({
        workspaceId,
        ours: true,
        periodSeconds: rules.periodSeconds,
        actions,
        sound: true,
      });
    },
    async standing(workspaceIds) {
      calls.standing += 1;
      return new Map(
        workspaceIds.flatMap((id) => {
          const one = all.get(id);
          return one ? [[id, one] as const] : [];
        }),
      );
    },
    async list(token) {
      calls.list += 1;
      const from = sorted().filter(({ workspaceId }) => workspaceId > (token ?? ''));
      const items = from.slice(0, 100);
      const last = items.at(-1);
      return from.length > 100 && last ? { items, next: last.workspaceId } : { items };
    },
    async remove(workspaceIds) {
      calls.remove += 1;
      fake.before('remove', workspaceIds);
      if (workspaceIds.length > 100) throw new Error('CloudWatch removes at most 100 at once');
      for (const workspaceId of workspaceIds) all.delete(workspaceId);
      inOrder = undefined;
    },
  };
  return fake;
}
