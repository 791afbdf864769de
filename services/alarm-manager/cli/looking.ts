import type { Policy } from '@cleandesk/policies';
import type { StandingAlarm } from '../src/domain/alarm.ts';
import { managed, sourcesOf, type Tags, tagsMatter } from '../src/domain/managed.ts';
import type { Reliance } from '../src/domain/reliance.ts';
import { type Sharding, shardOf } from '../src/domain/shard.ts';
import type { Alarms, Fleet } from '../src/ports.ts';

/** Desktops as the policies see them, and the alarms that stand. */
export type Watching = {
  managed: { workspaceId: string; userName: string; policies: readonly string[]; shard?: string }[];
  /** Parts of the fleet that have an alarm together; none where each desktop has its own. */
  shards: readonly ShardSeen[];
  /** Managed, and nobody would hear that their user left: no alarm of their own, and no shard that is relied on. */
  unwatched: readonly string[];
  /** Their alarm measures something else than a disconnect, or in another interval. */
  unsound: readonly string[];
  /** Made by Cleandesk for a desktop that no policy manages. */
  needless: readonly string[];
  /** Times that AWS described a desktop so that nothing can be said of it. */
  unreadable: number;
};

/** A shard, how many managed desktops it has, and whether its alarm stands in for theirs. */
export type ShardSeen = { name: string; desktops: number; reliance: Reliance | 'outgrown' };

export type Looking = {
  fleet: Pick<Fleet, 'list' | 'look' | 'tagsOf' | 'exactTags'>;
  alarms: Pick<Alarms, 'list' | 'standing'>;
  policies: readonly Policy[];
  periodSeconds: number;
  /** Which of these AWS makes at this moment: their alarm comes before their user does. */
  beingMade: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
  sharding: Sharding;
  /** Whether each shard can be relied on, by name. */
  reliance: () => Promise<ReadonlyMap<string, Reliance>>;
  progress?: (desktops: number) => void;
};

const perLook = 100;
/** Each costs a call of WorkSpaces' own rate. */
const exactMost = 50;

/**
 * A walk over a large fleet takes a quarter of an hour, and desktops are made, reset and removed meanwhile: what looks wrong
 * after it is looked at once more by its id, and only what is wrong then is told.
 */
export async function lookedAt(looking: Looking): Promise<Omit<Watching, 'unreadable'>> {
  const found = await managedIn(looking);
  const standing = await standingIn(looking);
  const shards = await shardsIn(looking, found);
  const ids = new Set(found.map(({ workspaceId }) => workspaceId));
  const isSound = ({ sound, periodSeconds }: StandingAlarm) =>
    sound && periodSeconds === looking.periodSeconds;
  const reliedOn = new Set(shards.flatMap(({ name, reliance }) => (reliance === 'relied on' ? [name] : [])));
  const isHeard = ({ shard }: Watching['managed'][number]) => shard !== undefined && reliedOn.has(shard);
  const unwatched = found.flatMap((one) =>
    standing.has(one.workspaceId) || isHeard(one) ? [] : [one.workspaceId],
  );
  const unsound = [...ids].filter((id) => {
    const alarm = standing.get(id);
    return alarm !== undefined && !isSound(alarm);
  });
  const needless = [...standing.values()].flatMap(({ workspaceId, ours }) =>
    ours && !ids.has(workspaceId) ? [workspaceId] : [],
  );
  const again = await lookedAgain(looking, [...unwatched, ...unsound, ...needless]);
  const here = (id: string) => again.desktops.has(id);
  const made = await looking.beingMade(unwatched.filter((id) => here(id) && !again.standing.has(id)));
  return {
    managed: found,
    shards,
    unwatched: unwatched.filter((id) => here(id) && !again.standing.has(id) && !made.has(id)),
    unsound: unsound.filter((id) => {
      const alarm = again.standing.get(id);
      return here(id) && alarm !== undefined && !isSound(alarm);
    }),
    needless: await nobodys(
      looking,
      needless.filter((id) => again.standing.has(id) && !again.going.has(id)),
      again.desktops,
    ),
  };
}

type Desktops = Map<string, Parameters<typeof managed>[1]>;
type Again = { desktops: Desktops; going: ReadonlySet<string>; standing: Map<string, StandingAlarm> };

/** What can't be read is neither here nor gone. */
async function lookedAgain({ fleet, alarms }: Looking, ids: readonly string[]): Promise<Again> {
  const desktops: Desktops = new Map();
  const going = new Set<string>();
  const standing = new Map<string, StandingAlarm>();
  for (let at = 0; at < ids.length; at += perLook) {
    const some = ids.slice(at, at + perLook);
    for (const [id, one] of await fleet.look(some))
      if (one === 'unreadable' || one.going) going.add(id);
      else desktops.set(id, one);
    for (const [id, alarm] of await alarms.standing(some)) standing.set(id, alarm);
  }
  return { desktops, going, standing };
}

/** The index of tags follows by minutes: whoever is here is asked for their tags themselves. */
async function nobodys(
  { fleet, policies }: Looking,
  ids: readonly string[],
  desktops: Desktops,
): Promise<string[]> {
  const found: string[] = [];
  const asking = ids.filter((id) => tagsMatterOf(id));
  const indexed = asking.length > exactMost ? await fleet.tagsOf(asking) : undefined;
  for (const id of ids) {
    const desktop = desktops.get(id);
    if (desktop !== undefined) {
      const ask = () => (indexed === undefined ? fleet.exactTags(id) : (indexed.get(id) ?? {}));
      const tags = tagsMatterOf(id) ? await ask() : {};
      if (managed(policies, desktop, tags) !== undefined) continue;
    }
    found.push(id);
  }
  return found;
  function tagsMatterOf(id: string): boolean {
    const desktop = desktops.get(id);
    return desktop !== undefined && tagsMatter(policies, desktop);
  }
}

async function shardsIn({ sharding, reliance }: Looking, found: Watching['managed']): Promise<ShardSeen[]> {
  const relied = await reliance();
  return sharding.shards.map(({ name }) => {
    const desktops = found.filter(({ shard }) => shard === name).length;
    if (desktops > sharding.most) return { name, desktops, reliance: 'outgrown' };
    return { name, desktops, reliance: relied.get(name) ?? 'to be put' };
  });
}

async function managedIn({ fleet, policies, progress, sharding }: Looking): Promise<Watching['managed']> {
  const found = new Map<string, Watching['managed'][number]>();
  for (const source of sourcesOf(policies)) {
    let token: string | undefined;
    do {
      const page = await fleet.list(source, token);
      const known = await tagsOf(page.items, (ids) => fleet.tagsOf(ids));
      for (const { desktop } of page.items) {
        const tags = known.get(desktop.workspaceId) ?? {};
        const names = policies.flatMap((policy) => managed([policy], desktop, tags)?.policy.name ?? []);
        const { workspaceId, userName } = desktop;
        const shard = shardOf(sharding.shards, tags)?.name;
        if (names.length > 0)
          found.set(workspaceId, {
            workspaceId,
            userName,
            policies: names,
            ...(shard === undefined ? {} : { shard }),
          });
      }
      progress?.(found.size);
      token = page.next;
    } while (token !== undefined);
  }
  return [...found.values()];
}

/** All of a page at once: where one listing knows them and another does not, they are asked for. */
async function tagsOf(
  items: readonly { desktop: { workspaceId: string }; tags?: Tags }[],
  ask: (ids: readonly string[]) => Promise<Map<string, Tags>>,
): Promise<Map<string, Tags>> {
  const known = new Map(
    items.flatMap(({ desktop, tags }) => (tags === undefined ? [] : [[desktop.workspaceId, tags] as const])),
  );
  const unknown = items.map(({ desktop }) => desktop.workspaceId).filter((id) => !known.has(id));
  return unknown.length === 0 ? known : new Map([...known, ...(await ask(unknown))]);
}

async function standingIn({ alarms }: Looking): Promise<Map<string, StandingAlarm>> {
  const standing = new Map<string, StandingAlarm>();
  let token: string | undefined;
  do {
    const page = await alarms.list(token);
    for (const alarm of page.items) standing.set(alarm.workspaceId, alarm);
    token = page.next;
  } while (token !== undefined);
  return standing;
}
