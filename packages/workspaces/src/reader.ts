import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import {
  DescribeTagsCommand,
  DescribeWorkspacesCommand,
  type DescribeWorkspacesCommandInput,
  DescribeWorkspacesConnectionStatusCommand,
  type WorkSpacesClient,
} from '@aws-sdk/client-workspaces';
import { listenBeyondTheModel } from './beyond-the-model.ts';
import {
  type Connection,
  connectionOf,
  type Desktop,
  desktopOf,
  isReadable,
  UnexpectedAnswer,
  type Unreadable,
} from './desktop.ts';
import type { Pace, PaceClock } from './pace.ts';
import { chunksOf, type DesktopPage, nextToken, type Page, pagesOf } from './pages.ts';
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
  /** An id that is not in the map is not visible: gone, or created a moment ago. An unreadable one hinders no other. */
  desktops(ids: readonly string[]): Promise<Map<string, Desktop | Unreadable>>;
  /**
   * A user has one desktop per directory. One that is going away is shown only when there is no other.
   * @throws {UnexpectedAnswer} when AWS described one of theirs so that it can't be read: it might be the one.
   */
  desktopOfUser(directoryId: string, userName: string): Promise<Desktop | undefined>;
  /** An id that is not in the map: AWS does not say. */
  connections(ids: readonly string[]): Promise<Map<string, Connection>>;
  /**
   * From the Resource Groups Tagging API, 100 a call and outside of WorkSpaces' own rate. It follows by seconds to
   * minutes; an id that is not in the map has no tags, or is not known there yet.
   */
  tagsOf(ids: readonly string[]): Promise<Map<string, Tags>>;
  /** One page of a listing. A page can be empty and not the last. Nothing given lists the whole account. */
  desktopPage(filter: DesktopFilter, token?: string): Promise<DesktopPage<Desktop>>;
  /**
   * One page of those with these tags, from the same index; `size` 1 to 100, 100 unless said otherwise. A token is good
   * for 15 minutes; with one that has expired the listing begins anew, and says so.
   */
  taggedPage(
    filters: TagFilters,
    at?: { token?: string | undefined; size?: number },
  ): Promise<DesktopPage<TaggedDesktop>>;
  /**
   * DescribeTags: exact, and one call of WorkSpaces' rate. Throws `ResourceNotFoundException` for a desktop that is
   * gone, {@link UnexpectedAnswer} for a tag without a key.
   */
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

  const index = taggingIndex({ client: options.tagging, account: options.account, read: unpaced });

  const described = async (
    filter: DescribeWorkspacesCommandInput,
    token?: string,
  ): Promise<Page<Described>> => {
    const command = new DescribeWorkspacesCommand({
      ...filter,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    const beyondTheModel = listenBeyondTheModel(command);
    const answer = await paced(() => workspaces.send(command));
    const beyond = beyondTheModel();
    const items = (answer.Workspaces ?? []).map((one) => ({
      id: one.WorkspaceId,
      desktop: desktopOf(one, beyond.get(one.WorkspaceId ?? '')),
    }));
    return { items, next: nextToken(answer.NextToken, token) };
  };

  const connectionPage = async (ids: string[], token?: string): Promise<Page<[string, Connection]>> => {
    const command = new DescribeWorkspacesConnectionStatusCommand({
      WorkspaceIds: ids,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    const answer = await paced(() => workspaces.send(command));
    // A state of nobody knows whose desktop says nothing.
    const items = (answer.WorkspacesConnectionStatus ?? []).flatMap((status): [string, Connection][] =>
      status.WorkspaceId === undefined ? [] : [[status.WorkspaceId, connectionOf(status)]],
    );
    return { items, next: nextToken(answer.NextToken, token) };
  };

  return {
    ...index,

    async desktopPage({ directoryId, bundleId }, token) {
      // Only one filter a call: a bundle within a directory is found by the directory.
      const filter =
        directoryId !== undefined
          ? { DirectoryId: directoryId }
          : bundleId !== undefined
            ? { BundleId: bundleId }
            : {};
      const page = await described({ ...filter, Limit: perCall }, token);
      const all = page.items.map(({ desktop }) => desktop);
      return {
        items: all.filter(isReadable).filter((one) => bundleId === undefined || one.bundleId === bundleId),
        unreadable: all.flatMap((one) => (isReadable(one) ? [] : [one.lacks])),
        next: page.next,
      };
    },

    async desktops(ids) {
      const found = new Map<string, Desktop | Unreadable>();
      for (const chunk of chunksOf(ids, perCall)) {
        let nameless = false;
        for await (const page of pagesOf((token) => described({ WorkspaceIds: chunk }, token))) {
          for (const { id, desktop } of page) {
            if (id === undefined) nameless = true;
            else found.set(id, desktop);
          }
        }
        // It is one of these: none of them is to be taken for gone.
        if (nameless) for (const id of chunk) if (!found.has(id)) found.set(id, { lacks: 'WorkspaceId' });
      }
      return found;
    },

    async desktopOfUser(directoryId, userName) {
      const same: Desktop[] = [];
      const theirs = { DirectoryId: directoryId, UserName: userName };
      for await (const page of pagesOf((token) => described(theirs, token))) {
        for (const { desktop } of page) {
          if (!isReadable(desktop)) throw new UnexpectedAnswer(`AWS answered without ${desktop.lacks}`);
          // The filter is AWS's; that it means this very user, whatever the case of the letters, is checked here.
          if (desktop.userName.toLowerCase() === userName.toLowerCase()) same.push(desktop);
        }
      }
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

/** Without an id nobody knows which of the desktops that were asked for it is. */
type Described = { id: string | undefined; desktop: Desktop | Unreadable };
