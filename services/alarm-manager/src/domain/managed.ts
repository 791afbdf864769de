import { firstMatch, isNobody, type Policy } from '@cleandesk/policies';

/** As the model of `workspaces` has it (`WorkspaceId`). AWS refuses a whole call for one id that is none. */
export const isDesktopId = (text: string): boolean => /^ws-[0-9a-z]{8,63}$/.test(text);

/** A desktop as far as it concerns who watches it. */
export type Desktop = {
  workspaceId: string;
  directoryId: string;
  userName: string;
  /** Absent when AWS does not tell it: then no policy matches by bundle. */
  bundleId?: string;
  /** Being terminated, or terminated and still shown. */
  going: boolean;
};
export type Tags = Readonly<Record<string, string>>;
export type Managed = { desktop: Desktop; tags: Tags; policy: Policy };

/** Where managed desktops are found: a listing that AWS can filter, and that leaves out as much as it can. */
export type Source =
  | { by: 'tags'; tags: Readonly<Record<string, readonly string[]>> }
  | { by: 'directory'; directoryId: string }
  | { by: 'bundle'; bundleId: string };

/** @returns undefined for a desktop that nobody may touch, or that is going away. */
export function managed(policies: readonly Policy[], desktop: Desktop, tags: Tags): Managed | undefined {
  const { bundleId = '' } = desktop;
  const policy = desktop.going ? undefined : firstMatch(policies, { ...desktop, bundleId, tags });
  return policy && { desktop, tags, policy };
}

/** Whether tags can say anything of this desktop: a policy asks for tags, and nothing else keeps it from matching. */
export function tagsMatter(policies: readonly Policy[], desktop: Desktop): boolean {
  if (desktop.going || isNobody(desktop.userName)) return false;
  return policies.some(
    ({ match: { tags, directoryIds, bundleIds } }) =>
      tags !== undefined &&
      (directoryIds?.includes(desktop.directoryId) ?? true) &&
      (bundleIds?.includes(desktop.bundleId ?? '') ?? true),
  );
}

/**
 * The listings that together show every managed desktop. Tags come first: of 10,000 desktops they show the 300 that are ours,
 * while a directory shows them all. A desktop that two listings show is dealt with twice, which changes nothing.
 */
export function sourcesOf(policies: readonly Policy[]): Source[] {
  const sources = policies.flatMap(({ match: { tags, directoryIds, bundleIds } }): Source[] => {
    if (tags) return [{ by: 'tags', tags }];
    if (directoryIds) return directoryIds.map((directoryId) => ({ by: 'directory', directoryId }));
    return (bundleIds ?? []).map((bundleId) => ({ by: 'bundle', bundleId }));
  });
  return [...new Map(sources.map((source) => [JSON.stringify(source), source])).values()];
}

/** Whether this listing has a desktop in it. */
export function shows(source: Source, { desktop, tags }: Pick<Managed, 'desktop' | 'tags'>): boolean {
  switch (source.by) {
    case 'tags':
      return Object.entries(source.tags).every(
        ([key, values]) => Object.hasOwn(tags, key) && values.includes(tags[key] ?? ''),
      );
    case 'directory':
      return source.directoryId === desktop.directoryId;
    case 'bundle':
      return source.bundleId === desktop.bundleId;
  }
  return source satisfies never;
}
