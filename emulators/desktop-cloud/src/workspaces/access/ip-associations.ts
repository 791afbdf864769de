import { AwsFault } from '../../kernel.ts';
import type { Branch } from '../branch.ts';
import { holds, rangeOf } from '../cidr.ts';
import type { Handlers } from '../handlers.ts';
import { most } from './ip-group.ts';
import { knownGroup, registered } from './known.ts';

/** A group that is associated already, or not any more, changes nothing (choice). */
export const ipAssociationHandlers: Handlers = {
  AssociateIpGroups(branch, { DirectoryId, GroupIds }) {
    const directory = registered(branch, DirectoryId);
    refuseNone(GroupIds);
    for (const id of GroupIds) knownGroup(branch, id);
    const ipGroupIds = [...new Set([...directory.ipGroupIds, ...GroupIds])];
    if (ipGroupIds.length > most.groupsOfDirectory) {
      throw new AwsFault(
        'ResourceLimitExceededException',
        `A directory can have at most ${most.groupsOfDirectory} IP groups.`,
      );
    }
    branch.directories.put(DirectoryId, { ...directory, ipGroupIds });
    return {};
  },

  DisassociateIpGroups(branch, { DirectoryId, GroupIds }) {
    const directory = registered(branch, DirectoryId);
    refuseNone(GroupIds);
    for (const id of GroupIds) knownGroup(branch, id);
    const ipGroupIds = directory.ipGroupIds.filter((id) => !GroupIds.includes(id));
    branch.directories.put(DirectoryId, { ...directory, ipGroupIds });
    return {};
  },
};

function refuseNone(ids: readonly string[]): void {
  if (ids.length === 0) {
    throw new AwsFault('InvalidParameterValuesException', 'At least one IP group must be given.');
  }
}

/** Whether a user of a directory may come from an address: from anywhere while it has no group. */
export function admits({ directories, ipGroups }: Branch, directoryId: string, address: string): boolean {
  const { ipGroupIds = [] } = directories.get(directoryId) ?? {};
  if (ipGroupIds.length === 0) return true;
  return ipGroupIds
    .flatMap((id) => ipGroups.get(id)?.rules ?? [])
    .some(({ ipRule }) => {
      const range = rangeOf(ipRule);
      return range !== undefined && holds(range, address);
    });
}
