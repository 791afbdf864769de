import { ResourceNotFoundException } from '@aws-sdk/client-workspaces';
import {
  type DesktopPage,
  isReadable,
  type Desktop as Seen,
  type WorkspacesReader,
} from '@cleandesk/workspaces';
import type { Desktop, Source } from '../domain/managed.ts';
import type { Fleet, Journal } from '../ports.ts';

/** Desktops that one look shows (DescribeWorkspaces). */
const atOnce = 25;

/** WorkSpaces, and the tags that the Resource Groups Tagging API knows of them. */
export function workspacesFleet({ reader, journal }: { reader: WorkspacesReader; journal: Journal }): Fleet {
  /** One odd desktop must not hide the others; that it is odd somebody has to hear. */
  const tellOf = (lacking: readonly string[]) => {
    if (lacking.length === 0) return;
    const without = [...new Set(lacking)].join(', ');
    journal.warn('AWS described desktops without what it takes to watch them', {
      desktops: lacking.length,
      without,
    });
  };

  const look: Fleet['look'] = async (workspaceIds) => {
    const seen = await reader.desktops(workspaceIds);
    tellOf([...seen.values()].flatMap((one) => (isReadable(one) ? [] : [one.lacks])));
    return new Map(
      [...seen].map(([workspaceId, one]) => [workspaceId, isReadable(one) ? desktopOf(one) : 'unreadable']),
    );
  };

  const listedBy = <T>(page: DesktopPage<T>) => {
    tellOf(page.unreadable);
    return page;
  };

  const tagged = async (tags: Extract<Source, { by: 'tags' }>['tags'], token: string | undefined) => {
    const page = listedBy(await reader.taggedPage(tags, { token, size: atOnce }));
    const seen = await look(page.items.map(({ workspaceId }) => workspaceId));
    const items = page.items.flatMap(({ workspaceId, tags: all }) => {
      const desktop = seen.get(workspaceId);
      // The index still knows desktops that are gone.
      return desktop === undefined || desktop === 'unreadable' ? [] : [{ desktop, tags: all }];
    });
    return { items, next: page.next, beganAnew: page.beganAnew ?? false };
  };

  const described = async (
    filter: { directoryId: string } | { bundleId: string },
    token: string | undefined,
  ) => {
    const page = listedBy(await reader.desktopPage(filter, token));
    const items = page.items.map((desktop) => ({ desktop: desktopOf(desktop) }));
    return { items, next: page.next, beganAnew: false };
  };

  const listed = (source: Source, token: string | undefined) => {
    switch (source.by) {
      case 'tags':
        return tagged(source.tags, token);
      case 'directory':
        return described({ directoryId: source.directoryId }, token);
      case 'bundle':
        return described({ bundleId: source.bundleId }, token);
    }
    return source satisfies never;
  };

  return {
    look,
    async list(source, token) {
      const { next, ...page } = await listed(source, token);
      return next === undefined ? page : { ...page, next };
    },
    tagsOf: (workspaceIds) => reader.tagsOf(workspaceIds),
    async exactTags(workspaceId) {
      try {
        return await reader.exactTags(workspaceId);
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return {};
        throw error;
      }
    },
    connections: (workspaceIds) => reader.connections(workspaceIds),
  };
}

const desktopOf = ({ workspaceId, directoryId, userName, bundleId, state }: Seen): Desktop => ({
  workspaceId,
  directoryId,
  userName,
  ...(bundleId === undefined ? {} : { bundleId }),
  going: state === 'TERMINATING' || state === 'TERMINATED',
});
