import type { Desktop, Tags } from '../../src/domain/managed.ts';
import type { Connection, Fleet } from '../../src/ports.ts';

type Standing = {
  desktop: Desktop;
  tags: Tags;
  visible: boolean;
  indexed: boolean;
  /** Whether AWS tells enough of it. */
  readable: boolean;
  connection?: Connection;
};

export type FakeFleet = Fleet & {
  /** A desktop from here on. Visible, and known to the index of tags, unless said otherwise. */
  add(
    desktop: Partial<Desktop> & { workspaceId: string },
    tags?: Tags,
    state?: { visible?: boolean; indexed?: boolean; bundle?: boolean },
  ): void;
  change(
    workspaceId: string,
    state: { visible?: boolean; indexed?: boolean; readable?: boolean; tags?: Tags; connection?: Connection },
  ): void;
  /** First going, then gone. */
  end(workspaceId: string, state: 'going' | 'gone'): void;
  /** Calls so far, by name, as AWS would count them: looks take 25 ids, tags 100. */
  calls: Record<'look' | 'list' | 'tagsOf' | 'exactTags' | 'connections', number>;
  /** The next token of a listing is too old when it comes back. */
  expireTokens(): void;
  /** Makes the next call of this kind fail. */
  fail(call: keyof FakeFleet['calls'], error: Error): void;
  /** Called before each call that is paced; throws what the call shall fail with. */
  before: (call: 'look' | 'exactTags', workspaceIds: readonly string[]) => void;
};

/** Desktops in memory. Holds to the same contract suite as WorkSpaces on the desktop cloud. */
export function fakeFleet(): FakeFleet {
  const all = new Map<string, Standing>();
  const calls = { look: 0, list: 0, tagsOf: 0, exactTags: 0, connections: 0 };
  const failures = new Map<string, Error>();
  let expired = false;
  const count = (call: keyof typeof calls, items: number, perCall: number) => {
    calls[call] += Math.ceil(items / perCall);
    const failure = failures.get(call);
    failures.delete(call);
    if (failure) throw failure;
  };
  const visible = (workspaceId: string) => {
    const one = all.get(workspaceId);
    return one?.visible ? one : undefined;
  };
  const fake: FakeFleet = {
    calls,
    before: () => undefined,
    expireTokens: () => {
      expired = true;
    },
    fail: (call, error) => void failures.set(call, error),
    add(desktop, tags = {}, { visible = true, indexed = true, bundle = true } = {}) {
      const whole = {
        directoryId: 'd-9067000001',
        userName: `user of ${desktop.workspaceId}`,
        ...(bundle ? { bundleId: 'wsb-standard1' } : {}),
        going: false,
      };
      all.set(desktop.workspaceId, {
        desktop: { ...whole, ...desktop },
        tags,
        visible,
        indexed,
        readable: true,
      });
    },
    change(workspaceId, state) {
      const one = all.get(workspaceId);
      if (one) all.set(workspaceId, { ...one, ...state });
    },
    end(workspaceId, state) {
      const one = all.get(workspaceId);
      if (state === 'gone') all.delete(workspaceId);
      else if (one) all.set(workspaceId, { ...one, desktop: { ...one.desktop, going: true } });
    },
    async look(workspaceIds) {
      count('look', workspaceIds.length, 25);
      fake.before('look', workspaceIds);
      return new Map(
        workspaceIds.flatMap((id) => {
          const one = visible(id);
          return one ? [[id, one.readable ? one.desktop : 'unreadable'] as const] : [];
        }),
      );
    },
    async list(source, token) {
      count('list', 1, 1);
      if (source.by === 'tags') calls.look += 1;
      const found = [...all.values()].filter(({ desktop, tags, visible, indexed, readable }) => {
        if (!visible || !readable) return false;
        if (source.by === 'directory') return desktop.directoryId === source.directoryId;
        if (source.by === 'bundle') return desktop.bundleId === source.bundleId;
        return (
          indexed && Object.entries(source.tags).every(([key, values]) => values.includes(tags[key] ?? ''))
        );
      });
      const beganAnew = expired && token !== undefined;
      if (beganAnew) expired = false;
      const start = beganAnew ? 0 : Number(token ?? 0);
      const items = found
        .slice(start, start + 25)
        .map(({ desktop, tags }) => (source.by === 'tags' ? { desktop, tags } : { desktop }));
      return { items, beganAnew, ...(start + 25 < found.length ? { next: String(start + 25) } : {}) };
    },
    async tagsOf(workspaceIds) {
      count('tagsOf', workspaceIds.length, 100);
      return new Map(
        workspaceIds.flatMap((id) => {
          const one = all.get(id);
          return one?.indexed && Object.keys(one.tags).length > 0 ? [[id, one.tags] as const] : [];
        }),
      );
    },
    async exactTags(workspaceId) {
      count('exactTags', 1, 1);
      fake.before('exactTags', [workspaceId]);
      return all.get(workspaceId)?.tags ?? {};
    },
    async connections(workspaceIds) {
      count('connections', workspaceIds.length, 25);
      return new Map(
        workspaceIds.flatMap((id) => {
          const one = visible(id);
          return one ? [[id, one.connection ?? { state: 'UNKNOWN' as const }] as const] : [];
        }),
      );
    },
  };
  return fake;
}
