import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import {
  DescribeTagsCommand,
  DescribeWorkspacesCommand,
  type DescribeWorkspacesCommandInput,
  DescribeWorkspacesConnectionStatusCommand,
  type WorkSpacesClient,
} from '@aws-sdk/client-workspaces';
import { type Connection, connectionOf, type Desktop, desktopOf, must } from './desktop.ts';
import type { Pace, PaceClock } from './pace.ts';
import { chunksOf, pagesOf } from './pages.ts';
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

export type WorkspacesReader = {
  /** An id that is not in the map is not visible: gone, or created a moment ago. */
  desktops(ids: readonly string[]): Promise<Map<string, Desktop>>;
  /** A user has one desktop per directory. One that is going away is shown only when there is no other. */
  desktopOfUser(directoryId: string, userName: string): Promise<Desktop | undefined>;
  /** In pages. Ends normally only when the listing is complete. Nothing given lists the whole account. */
  desktopsOf(filter: { directoryId?: string; bundleId?: string }): AsyncIterable<Desktop[]>;
  /** An id that is not in the map: AWS does not say. */
  connections(ids: readonly string[]): Promise<Map<string, Connection>>;
  /**
   * From the Resource Groups Tagging API, 100 a call and outside of WorkSpaces' own rate. It follows by seconds to
   * minutes; an id that is not in the map has no tags, or is not known there yet.
   */
  tagsOf(ids: readonly string[]): Promise<Map<string, Tags>>;
  /** By tag, from the same index, in pages. Ends normally only when the listing is complete. */
  taggedDesktops(filters: TagFilters): AsyncIterable<TaggedDesktop[]>;
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

  async function* described(filter: DescribeWorkspacesCommandInput): AsyncGenerator<Desktop[]> {
    const pages = pagesOf(
      (token) =>
        paced(() =>
          workspaces.send(
            new DescribeWorkspacesCommand({
              ...filter,
              ...(token === undefined ? {} : { NextToken: token }),
            }),
          ),
        ),
      (page) => page.NextToken,
    );
    for await (const page of pages) yield (page.Workspaces ?? []).map(desktopOf);
  }

  return {
    ...taggingIndex({ client: options.tagging, account: options.account, read: unpaced }),

    async desktops(ids) {
      const found = new Map<string, Desktop>();
      for (const chunk of chunksOf(ids, perCall)) {
        for await (const page of described({ WorkspaceIds: chunk })) {
          for (const desktop of page) found.set(desktop.workspaceId, desktop);
        }
      }
      return found;
    },

    async desktopOfUser(directoryId, userName) {
      const all: Desktop[] = [];
      for await (const page of described({ DirectoryId: directoryId, UserName: userName })) all.push(...page);
      // The filter is AWS's; that it means this very user, whatever the case of the letters, is checked here.
      const theirs = all.filter((desktop) => desktop.userName.toLowerCase() === userName.toLowerCase());
      return theirs.find(({ state }) => state !== 'TERMINATED' && state !== 'TERMINATING') ?? theirs[0];
    },

    async *desktopsOf({ directoryId, bundleId }) {
      // Only one filter a call: a bundle within a directory is found by the directory.
      const filter =
        directoryId === undefined
          ? bundleId === undefined
            ? {}
            : { BundleId: bundleId }
          : { DirectoryId: directoryId };
      for await (const page of described({ ...filter, Limit: perCall })) {
        yield bundleId === undefined ? page : page.filter((desktop) => desktop.bundleId === bundleId);
      }
    },

    async connections(ids) {
      const found = new Map<string, Connection>();
      for (const chunk of chunksOf(ids, perCall)) {
        const pages = pagesOf(
          (token) =>
            paced(() =>
              workspaces.send(
                new DescribeWorkspacesConnectionStatusCommand({
                  WorkspaceIds: chunk,
                  ...(token === undefined ? {} : { NextToken: token }),
                }),
              ),
            ),
          (page) => page.NextToken,
        );
        for await (const page of pages) {
          for (const status of page.WorkspacesConnectionStatus ?? []) {
            found.set(must(status.WorkspaceId, 'WorkspaceId'), connectionOf(status));
          }
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
