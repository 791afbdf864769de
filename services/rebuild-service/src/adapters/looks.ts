import { firstMatch, type Policy } from '@cleandesk/policies';
import {
  type Connection,
  type Desktop,
  isReadable,
  type Tags,
  type Unreadable,
  type WorkspacesReader,
} from '@cleandesk/workspaces';
import type { Look, SeenDesktop } from '../domain/signals.ts';
import type { Clock, Fleet } from '../ports.ts';
import { holdOf } from './hold-tag.ts';
import { type PolicyTags, tagsDecide } from './policy-tags.ts';
import type { recentDesktops } from './recent-desktops.ts';
import { ownersTags } from './spec.ts';

/** Ids of one call, and so of one look (botocore model of `workspaces`, `WorkspaceIdList`). */
const perLook = 25;
/**
 * ms that exact tags may be older than the last look before a call. An examination reads them moments before it, and the
 * index that they replace is minutes behind.
 */
const exactForMs = 30_000;
/** ms for which exact tags stand in where the index knows nothing: about as late as the index itself. */
export const insteadOfIndexForMs = 300_000;

export type LooksOptions = {
  reader: Pick<WorkspacesReader, 'desktops' | 'connections' | 'tagsOf'>;
  desktops: ReturnType<typeof recentDesktops>;
  tags: PolicyTags;
  policies: readonly Policy[];
  clock: Clock;
};

/**
 * Looks at desktops, 25 at once. Left out is a desktop of which AWS does not tell enough, or whose policy can't be said:
 * nothing is concluded from it, and the others are not hindered.
 */
export function looks(options: LooksOptions): Pick<Fleet, 'look' | 'observe'> {
  const { reader, desktops, tags, policies, clock } = options;
  const byTag = policies.some(({ match }) => match.tags !== undefined);
  const decidedByTags = (desktop: SeenDesktop) => byTag && tagsDecide(policies, desktop);
  /** Without its tags it would be nobody's, and an absence would end. */
  const unmanagedWithoutTags = (desktop: SeenDesktop) =>
    firstMatch(policies, { ...desktop, tags: {} }) === undefined;

  /** What AWS tells of these, with the policy by the tags that `choose` has; without any it is left out. */
  function looksAt(
    ids: readonly string[],
    at: number,
    [found, connections]: readonly [Map<string, Desktop | Unreadable>, Map<string, Connection>],
    choose: (desktop: SeenDesktop) => Tags | undefined,
    tagsOn: (workspaceId: string) => Tags | undefined,
    indexed: ReadonlyMap<string, Tags>,
  ): Map<string, Look> {
    return eachOf(ids, found, (desktop) => {
      if (desktop === 'missing') return { at, extent: 'full', desktop };
      const chosenBy = decidedByTags(desktop) ? choose(desktop) : {};
      if (chosenBy === undefined) return undefined;
      const connection = connections.get(desktop.workspaceId);
      const policy = firstMatch(policies, { ...desktop, tags: chosenBy });
      const tags = tagsOn(desktop.workspaceId);
      // Exact tags may be from before somebody set it, and the index from after that.
      const hold = holdOf(tags ?? {}, at) ?? holdOf(indexed.get(desktop.workspaceId) ?? {}, at);
      return {
        at,
        extent: 'full',
        desktop,
        ...(connection === undefined ? {} : { connection }),
        ...(hold === undefined ? {} : { hold }),
        ...(policy === undefined ? {} : { policy }),
        ...(tags === undefined ? {} : { tags: ownersTags(tags) }),
      };
    });
  }

  /** `at` is the time before the first read, so that nothing in it is older than it says. */
  async function byIndex(ids: readonly string[]): Promise<Map<string, Look>> {
    const at = clock.now();
    const [found, connections, indexed] = await Promise.all([
      desktops.look(ids),
      reader.connections(ids),
      reader.tagsOf(ids),
    ]);
    // The index shows neither whom it does not know yet nor who never had a tag. Whoever would be nobody's comes first.
    const unknown = [...found.values()]
      .flatMap((one) => seen(one) ?? [])
      .filter((desktop) => !indexed.has(desktop.workspaceId) && decidedByTags(desktop))
      .sort((a, b) => Number(unmanagedWithoutTags(b)) - Number(unmanagedWithoutTags(a)));
    const asked = await tags.exact(
      unknown.map(({ workspaceId }) => workspaceId),
      insteadOfIndexForMs,
    );
    const known = (id: string) => indexed.get(id) ?? asked.get(id);
    // There was no time to ask: a policy that matches without tags will do until the last look.
    const choose = (desktop: SeenDesktop) =>
      known(desktop.workspaceId) ?? (unmanagedWithoutTags(desktop) ? undefined : {});
    return looksAt(ids, at, [found, connections], choose, known, indexed);
  }

  /** Tags first, a call for each, so that state and connection are as fresh as in any other look. */
  const byExactTags = (ids: readonly string[]): Promise<Map<string, Look>> => {
    const undecided = ids.filter((id) => {
      const recent = desktops.recent(id);
      const desktop = recent && seen(recent.desktop);
      return byTag && (desktop === undefined || decidedByTags(desktop));
    });
    return afterTags(ids, undecided, exactForMs);
  };

  /** Who has had no turn is left out. */
  async function byTagsOfNow(ids: readonly string[]): Promise<Map<string, Look>> {
    const all = await afterTags(ids, ids, 0);
    return new Map([...all].filter(([, { desktop, ...look }]) => desktop === 'missing' || 'tags' in look));
  }

  async function afterTags(
    ids: readonly string[],
    undecided: readonly string[],
    maxAgeMs: number,
  ): Promise<Map<string, Look>> {
    const exact = await tags.exact(undecided, maxAgeMs);
    const at = clock.now();
    const [found, connections, indexed] = await Promise.all([
      desktops.look(ids),
      reader.connections(ids),
      reader.tagsOf(ids),
    ]);
    // Where tags choose no policy a hold among them counts all the same, as far as it is known without a call for each.
    const known = (id: string) =>
      exact.get(id) ?? (maxAgeMs === 0 ? undefined : (tags.recent(id, maxAgeMs) ?? indexed.get(id)));
    const choose = ({ workspaceId }: SeenDesktop) => exact.get(workspaceId);
    return looksAt(ids, at, [found, connections], choose, known, indexed);
  }

  async function states(ids: readonly string[]): Promise<Map<string, Look>> {
    const at = clock.now();
    return eachOf(ids, await reader.desktops(ids), (desktop) => ({ at, extent: 'state', desktop }));
  }

  return {
    look: (ids, { exactTags = false } = {}) =>
      inLooks(ids, exactTags === 'now' ? byTagsOfNow : exactTags ? byExactTags : byIndex),
    observe: (ids) => inLooks(ids, states),
  };
}

/**
 * As a look shows it. Nothing for one whose bundle AWS does not tell: which policy matches, and what a create would make,
 * could hang on it.
 */
export function seen(desktop: Desktop | Unreadable): SeenDesktop | undefined {
  if (!isReadable(desktop) || desktop.bundleId === undefined) return undefined;
  const { workspaceId, directoryId, userName, bundleId, state, computerName, ipAddress } = desktop;
  return {
    workspaceId,
    directoryId,
    userName,
    bundleId,
    state,
    ...(computerName === undefined ? {} : { computerName }),
    ...(ipAddress === undefined ? {} : { ipAddress }),
  };
}

function eachOf(
  ids: readonly string[],
  found: Map<string, Desktop | Unreadable>,
  lookAt: (desktop: SeenDesktop | 'missing') => Look | undefined,
): Map<string, Look> {
  const looks = new Map<string, Look>();
  for (const id of ids) {
    const described = found.get(id);
    const desktop = described === undefined ? 'missing' : seen(described);
    const look = desktop && lookAt(desktop);
    if (look !== undefined) looks.set(id, look);
  }
  return looks;
}

/** Each call's worth is a look of its own: with hundreds of desktops the first answers are old when the last come. */
async function inLooks(
  ids: readonly string[],
  look: (ids: readonly string[]) => Promise<Map<string, Look>>,
): Promise<Map<string, Look>> {
  const unique = [...new Set(ids)];
  const looks = new Map<string, Look>();
  for (let start = 0; start < unique.length; start += perLook) {
    for (const [id, one] of await look(unique.slice(start, start + perLook))) looks.set(id, one);
  }
  return looks;
}
