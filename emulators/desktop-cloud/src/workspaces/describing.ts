import { AwsFault } from '../kernel.ts';
import { validated } from '../validation.ts';
import { asBundle, asDirectory, asWorkspace, cut } from './answers.ts';
import type { Desktop } from './desktop.ts';
import type { Fleet } from './fleet.ts';
import { pageSize, startOf, tokenAfter } from './pages.ts';
import type { Sessions } from './sessions.ts';
import {
  describeBundles,
  describeConnectionStatus,
  describeDirectories,
  describeSnapshots,
  describeWorkspaces as describeWorkspacesInput,
} from './shapes.ts';
import type { Shelf } from './shelf.ts';

const isListed = (desktop: Desktop): boolean => desktop.listed;

/** One filter at a time: ids, or directory (with a user), or bundle (service model, DescribeWorkspacesRequest). */
export function describeWorkspaces(fleet: Fleet, input: unknown) {
  const asked = validated(describeWorkspacesInput, input);
  const { WorkspaceIds: ids, DirectoryId: directoryId, UserName: userName, BundleId: bundleId } = asked;
  const filters = [ids, directoryId, bundleId, asked.WorkspaceName].filter((one) => one !== undefined);
  if (filters.length > 1) {
    throw invalid(
      'An invalid number of parameters provided with DescribeWorkspaces. Only one of the following are allowed to be specified: BundleId, DirectoryId, WorkSpaceIds, Filters.',
    );
  }
  if (userName !== undefined && directoryId === undefined) {
    throw invalid('The DirectoryId parameter is required when UserName is used.');
  }
  if (ids !== undefined) return { Workspaces: byIds(fleet, ids).map(asWorkspace) };
  const { shelf, shows } = question(fleet, asked);
  const page = pageOf(fleet, shelf, shows, asked.Limit ?? pageSize, asked.NextToken, [
    'workspaces',
    directoryId,
    userName?.toLowerCase(),
    bundleId,
    asked.WorkspaceName,
  ]);
  return { Workspaces: page.items.map(asWorkspace), NextToken: page.token };
}

type Question = {
  DirectoryId?: string | undefined;
  UserName?: string | undefined;
  BundleId?: string | undefined;
  WorkspaceName?: string | undefined;
};

function question(fleet: Fleet, asked: Question): { shelf: Shelf; shows: (desktop: Desktop) => boolean } {
  if (asked.BundleId !== undefined) return { shelf: fleet.ofBundle(asked.BundleId), shows: isListed };
  if (asked.DirectoryId === undefined) {
    const name = asked.WorkspaceName;
    const shows = (desktop: Desktop): boolean =>
      isListed(desktop) && (name === undefined || desktop.workspaceName === name);
    return { shelf: fleet.desktops, shows };
  }
  if (asked.UserName === undefined) return { shelf: fleet.inDirectory(asked.DirectoryId), shows: isListed };
  return { shelf: fleet.ofUser(asked.DirectoryId, asked.UserName), shows: isListed };
}

export function describeConnections(fleet: Fleet, sessions: Sessions, input: unknown) {
  const { WorkspaceIds: ids, NextToken } = validated(describeConnectionStatus, input);
  const asStatus = (desktop: Desktop) => {
    const check = sessions.check(desktop);
    return {
      WorkspaceId: desktop.id,
      ConnectionState: check.state,
      ConnectionStateCheckTimestamp: new Date(check.checkedAt),
      LastKnownUserConnectionTimestamp: check.lastKnown === undefined ? undefined : new Date(check.lastKnown),
    };
  };
  if (ids !== undefined) return { WorkspacesConnectionStatus: byIds(fleet, ids).map(asStatus) };
  const page = pageOf(fleet, fleet.desktops, isListed, pageSize, NextToken, ['connections']);
  return { WorkspacesConnectionStatus: page.items.map(asStatus), NextToken: page.token };
}

export function describeWorkspaceSnapshots(fleet: Fleet, input: unknown) {
  const { WorkspaceId: id } = validated(describeSnapshots, input);
  const desktop = fleet.get(id);
  if (desktop === undefined) throw notFound(id);
  const snapshots = desktop.snapshots.map((at) => ({ SnapshotTime: new Date(at) }));
  return { RebuildSnapshots: snapshots, RestoreSnapshots: snapshots };
}

export function describeWorkspaceBundles(fleet: Fleet, input: unknown) {
  const { BundleIds: ids, Owner: owner, NextToken } = validated(describeBundles, input);
  if (ids !== undefined && owner !== undefined) {
    throw invalid('You cannot combine BundleIds with any other filter.');
  }
  const wanted = [...fleet.bundles.values()].filter((bundle) => {
    if (bundle.deleted) return false;
    if (ids !== undefined) return ids.includes(bundle.bundleId);
    return bundle.owner === (owner ?? fleet.place.accountId);
  });
  const key = JSON.stringify(['bundles', owner]);
  const { page, next } = cut(wanted, startOf(NextToken, key));
  return { Bundles: page.map(asBundle), NextToken: next === undefined ? undefined : tokenAfter(next, key) };
}

export function describeWorkspaceDirectories(fleet: Fleet, input: unknown) {
  const asked = validated(describeDirectories, input);
  const shown = [...fleet.directories.values()]
    .map((directory) => ({ directory, answer: asDirectory(directory, fleet.place.accountId) }))
    .filter(
      ({ directory, answer }) =>
        // A directory that was deregistered is no longer one of WorkSpaces.
        directory.state === 'REGISTERED' &&
        (asked.DirectoryIds?.includes(directory.directoryId) ?? true) &&
        (asked.WorkspaceDirectoryNames?.includes(directory.directoryName) ?? true) &&
        (asked.Filters ?? []).every((filter) =>
          filter.Values.includes(
            filter.Name === 'WORKSPACE_TYPE' ? answer.WorkspaceType : answer.UserIdentityType,
          ),
        ),
    );
  const key = JSON.stringify(['directories']);
  const { page, next } = cut(shown, startOf(asked.NextToken, key), asked.Limit);
  return {
    Directories: page.map(({ answer }) => answer),
    NextToken: next === undefined ? undefined : tokenAfter(next, key),
  };
}

/** Ids that nobody knows, or not yet, are simply not in the answer. */
const byIds = (fleet: Fleet, ids: readonly string[]): Desktop[] =>
  [...new Set(ids)]
    .map((id) => fleet.get(id))
    .filter((desktop) => desktop !== undefined)
    .filter(isListed);

function pageOf(
  fleet: Fleet,
  shelf: Shelf,
  shows: (desktop: Desktop) => boolean,
  limit: number,
  token: string | undefined,
  asked: readonly (string | undefined)[],
): { items: Desktop[]; token: string | undefined } {
  const key = JSON.stringify(asked);
  if (token === undefined && fleet.world.settings().emptyFirstPages && shelf.size > 0) {
    return { items: [], token: tokenAfter(0, key) };
  }
  const { items, last } = shelf.page(startOf(token, key), limit, shows);
  return { items, token: last === undefined ? undefined : tokenAfter(last, key) };
}

const invalid = (message: string): AwsFault => new AwsFault('InvalidParameterValuesException', message);
const notFound = (id: string): AwsFault =>
  new AwsFault('ResourceNotFoundException', 'The resource could not be found.', 400, { ResourceId: id });
