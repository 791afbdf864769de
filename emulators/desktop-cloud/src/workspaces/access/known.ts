import { areTooMany, refusedKeys } from '../../domain/workspaces/tags.ts';
import { AwsFault } from '../../kernel.ts';
import type { Tag } from '../../service-model/generated/workspaces.ts';
import type { Branch } from '../branch.ts';
import type { Directory } from '../directories/directory.ts';
import type { IpGroup } from './ip-group.ts';

/** Says which resource it is that nobody knows. */
export const unknown = (id: string, what: string): AwsFault =>
  new AwsFault('ResourceNotFoundException', `The specified ${what} could not be found.`, 400, {
    ResourceId: id,
  });

/** A directory that WorkSpaces has. */
export function registered({ directories }: Branch, id: string): Directory {
  const directory = directories.get(id);
  if (directory?.state !== 'REGISTERED') throw unknown(id, 'directory');
  return directory;
}

export function knownGroup({ ipGroups }: Branch, id: string): IpGroup {
  const group = ipGroups.get(id);
  if (group === undefined) throw unknown(id, 'IP access control group');
  return group;
}

/** Tags that something is made with. */
export function newTags(tags: readonly Tag[] = []): Tag[] {
  const keys = tags.map(({ Key }) => Key);
  const refused = refusedKeys(keys);
  if (refused !== undefined) throw new AwsFault('InvalidParameterValuesException', refused);
  if (areTooMany(new Map(), keys)) {
    throw new AwsFault('InvalidParameterValuesException', 'A resource can have at most 50 tags.');
  }
  return tags.map(({ Key, Value }) => ({ Key, Value }));
}
