import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import {
  DescribeTagsCommand,
  DescribeWorkspacesCommand,
  type DescribeWorkspacesCommandInput,
  DescribeWorkspacesConnectionStatusCommand,
  type WorkSpacesClient,
} from '@aws-sdk/client-workspaces';
import { listenBeyondTheModel } from './beyond-the-model.ts';
import { type Connection, connectionOf, type Desktop, desktopOf, must } from './desktop.ts';
import type { Pace, PaceClock } from './pace.ts';
import { chunksOf, type Page, pagesOf } from './pages.ts';
import { patiently } from './patience.ts';
import {
  type Account,
  type TagFilters,
  type TaggedDesktop,
  type Tags,
  taggingIndex,
  tagsOf,
} from './tags.ts';

/** Ids and items a call (botocore model of `workspaces` 2015-04-08, shapes `WorkspaceIdList` and `Limit`). */
const perCall = 25;

/** Nothing given means the whole account. */
export type DesktopFilter = { directoryId?: string; bundleId?: string };

export type WorkspacesReader = {
  /** An id that is not in the map is not visible: gone, or created a moment ago. */
  desktops(ids: readonly string[]): Promise<Map<string, Desktop>>;
  /** A user has one desktop per directory. One that is going away is shown only when there is no other. */
  desktopOfUser(directoryId: string, userName: string): Promise<Desktop | undefined>;
  /** In pages. Ends normally only when the listing is complete. Nothing given lists the whole account. */
  desktopsOf(filter: DesktopFilter): AsyncIterable<Desktop[]>;
  /** An id that is not in the map: AWS does not say. */
  connections(ids: readonly string[]): Promise<Map<string, Connection>>;
  /**
   * From the Resource Groups Tagging API, 100 a call and outside of WorkSpaces' own rate. It follows by seconds to
   * minutes; an id that is not in the map has no tags, or is not known there yet.
   */
  tagsOf(ids: readonly string[]): Promise<Map<string, Tags>>;
  /** By tag, from the same index, in pages. Ends normally only when the listing is complete. */
  taggedDesktops(filters: TagFilters): AsyncIterable<TaggedDesktop[]>;
  /** One page of `desktopsOf`, for a walk that another invocation continues. A page can be empty and not the last. */
  desktopPage(filter: DesktopFilter, token?: string): Promise<Page<Desktop>>;
  /** One page of `taggedDesktops`; `size` 1 to 100, 100 unless said otherwise. */
  taggedPage(
    filters: TagFilters,
    at?: { token?: string | undefined; size?: number },
  ): Promise<Page<TaggedDesktop>>;
  /** DescribeTags: exact, and one call of WorkSpaces' rate. Throws `ResourceNotFoundException` for a desktop that is gone. */
  exactTags(workspaceId: string): Promise<Tags>;
};

export type WorkspacesReaderOptions = {
  /** Built with `maxAttempts: 1`: the SDK's own retries would not ask the pace. */
  workspaces: WorkSpacesClient;
  tagging: ResourceGroupsTaggingAPIClient;
  pace: Pace;
  account: Account;
  /** `first` for a reader whose looks come right before destructive calls. */
  rank?: 'first';
  clock?: PaceClock;
  /** ms that a throttled read is repeated for, 30,000 unless said otherwise. */
  patienceMs?: number;
};

/**
 * Reads WorkSpaces at a pace, and never changes it.
 * Every function throws {@link Throttled} when AWS throttles for longer than `patienceMs`, `UnexpectedAnswer` when an
 * answer misses what its model promises, and the SDK's error otherwise.
 */
export function workspacesReader(options: WorkspacesReaderOptions): WorkspacesReader {
  const { workspaces, patienceMs = 30_000, clock = { now: () => Date.now() } } = options;
  const paced = <T>(call: () => Promise<T>) =>
    patiently(call, { turn: () => options.pace.turn(options.rank), clock, patienceMs });
  const unpaced = <T>(call: () => Promise<T>) =>
    patiently(call, { turn: () => Promise.resolve(), clock, patienceMs });

  const { tagsOf: tagsOfMany, taggedPage } = taggingIndex({
    client: options.tagging,
    account: options.account,
    read: unpaced,
  });

  const described = async (
    filter: DescribeWorkspacesCommandInput,
    token?: string,
  ): Promise<Page<Desktop>> => {
    const command = new DescribeWorkspacesCommand({
      ...filter,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    const beyondTheModel = listenBeyondTheModel(command);
    const answer = await paced(() => workspaces.send(command));
    const beyond = beyondTheModel();
    const items = (answer.Workspaces ?? []).map((one) => desktopOf(one, beyond.get(one.WorkspaceId ?? '')));
    return { items, next: answer.NextToken || undefined };
  };

  const desktopPage = async (
    { directoryId, bundleId }: DesktopFilter,
    token?: string,
  ): Promise<Page<Desktop>> => {
    // Only one filter a call: a bundle within a directory is found by the directory.
    const filter =
      directoryId !== undefined
        ? { DirectoryId: directoryId }
        : bundleId !== undefined
          ? { BundleId: bundleId }
          : {};
    const page = await described({ ...filter, Limit: perCall }, token);
    return bundleId === undefined
      ? page
      : { ...page, items: page.items.filter((desktop) => desktop.bundleId === bundleId) };
  };

  const connectionPage = async (ids: string[], token?: string): Promise<Page<[string, Connection]>> => {
    const command = new DescribeWorkspacesConnectionStatusCommand({
      WorkspaceIds: ids,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    const answer = await paced(() => workspaces.send(command));
    const items = (answer.WorkspacesConnectionStatus ?? []).map((status): [string, Connection] => [
      must(status.WorkspaceId, 'WorkspaceId'),
      connectionOf(status),
    ]);
    return { items, next: answer.NextToken || undefined };
  };

  return {
    desktopPage,
    desktopsOf: (filter) => pagesOf((token) => desktopPage(filter, token)),
    tagsOf: tagsOfMany,
    taggedPage,
    taggedDesktops: (filters) => pagesOf((token) => taggedPage(filters, { token })),

    async desktops(ids) {
      const found = new Map<string, Desktop>();
      for (const chunk of chunksOf(ids, perCall)) {
        for await (const page of pagesOf((token) => described({ WorkspaceIds: chunk }, token))) {
          for (const desktop of page) found.set(desktop.workspaceId, desktop);
        }
      }
      return found;
    },

    async desktopOfUser(directoryId, userName) {
      const all: Desktop[] = [];
      const theirs = { DirectoryId: directoryId, UserName: userName };
      for await (const page of pagesOf((token) => described(theirs, token))) all.push(...page);
      // The filter is AWS's; that it means this very user, whatever the case of the letters, is checked here.
      const same = all.filter((desktop) => desktop.userName.toLowerCase() === userName.toLowerCase());
      return same.find(({ state }) => state !== 'TERMINATED' && state !== 'TERMINATING') ?? same[0];
    },

    async connections(ids) {
      const found = new Map<string, Connection>();
      for (const chunk of chunksOf(ids, perCall)) {
        // The first page can be empty and point to the one that is not (cost-optimizer-for-amazon-workspaces 2.8.7).
        for await (const page of pagesOf((token) => connectionPage(chunk, token))) {
          for (const [workspaceId, connection] of page) found.set(workspaceId, connection);
        }
      }
      return found;
    },

    async exactTags(workspaceId) {
      const answer = await paced(() => workspaces.send(new DescribeTagsCommand({ ResourceId: workspaceId })));
      return tagsOf(answer.TagList);
    },
  };
}
