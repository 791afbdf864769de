import { AwsFault } from '../../kernel.ts';
import type { DescribeWorkspacesRequest } from '../../service-model/generated/workspaces.ts';
import type { Branch } from '../branch.ts';
import type { Handler, Handlers } from '../handlers.ts';
import { pageSize, startOf, tokenAfter } from '../pages.ts';
import { asWorkspace } from './answers.ts';
import type { Desktop } from './desktop.ts';
import type { Fleet } from './fleet.ts';
import { theDesktop } from './found.ts';
import type { Shelf } from './shelf.ts';

const isListed = (desktop: Desktop): boolean => desktop.listed;

/** One filter at a time: ids, or directory (with a user), or bundle (service model, DescribeWorkspacesRequest). */
const describeWorkspaces: Handler<'DescribeWorkspaces'> = (branch, asked) => {
  const { fleet } = branch;
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
  const page = pageOf(branch, shelf, shows, asked.Limit ?? pageSize, asked.NextToken, [
    'workspaces',
    directoryId,
    userName?.toLowerCase(),
    bundleId,
    asked.WorkspaceName,
  ]);
  return { Workspaces: page.items.map(asWorkspace), NextToken: page.token };
};

function question(
  fleet: Fleet,
  asked: DescribeWorkspacesRequest,
): { shelf: Shelf; shows: (desktop: Desktop) => boolean } {
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

const describeConnections: Handler<'DescribeWorkspacesConnectionStatus'> = (
  branch,
  { WorkspaceIds: ids, NextToken },
) => {
  const { fleet, sessions } = branch;
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
  const page = pageOf(branch, fleet.desktops, isListed, pageSize, NextToken, ['connections']);
  return { WorkspacesConnectionStatus: page.items.map(asStatus), NextToken: page.token };
};

const describeWorkspaceSnapshots: Handler<'DescribeWorkspaceSnapshots'> = (branch, { WorkspaceId: id }) => {
  const { snapshots, restorable } = theDesktop(branch, id);
  return { RebuildSnapshots: snapshots.map(asSnapshot), RestoreSnapshots: restorable.map(asSnapshot) };
};
const asSnapshot = (at: number) => ({ SnapshotTime: new Date(at) });

export const describing: Handlers = {
  DescribeWorkspaces: describeWorkspaces,
  DescribeWorkspacesConnectionStatus: describeConnections,
  DescribeWorkspaceSnapshots: describeWorkspaceSnapshots,
};

/** Ids that nobody knows, or not yet, are simply not in the answer. */
const byIds = (fleet: Fleet, ids: readonly string[]): Desktop[] =>
  [...new Set(ids)]
    .map((id) => fleet.get(id))
    .filter((desktop) => desktop !== undefined)
    .filter(isListed);

function pageOf(
  { world }: Branch,
  shelf: Shelf,
  shows: (desktop: Desktop) => boolean,
  limit: number,
  token: string | undefined,
  asked: readonly (string | undefined)[],
): { items: Desktop[]; token: string | undefined } {
  const key = JSON.stringify(asked);
  if (token === undefined && world.settings().emptyFirstPages && shelf.size > 0) {
    return { items: [], token: tokenAfter(0, key) };
  }
  const { items, last } = shelf.page(startOf(token, key), limit, shows);
  return { items, token: last === undefined ? undefined : tokenAfter(last, key) };
}

const invalid = (message: string): AwsFault => new AwsFault('InvalidParameterValuesException', message);
