import { areTooMany, refusedKeys } from '../domain/workspaces/tags.ts';
import { AwsFault } from '../kernel.ts';
import { validated } from '../validation.ts';
import { asTags } from './answers.ts';
import type { Fleet } from './fleet.ts';
import * as shapes from './shapes.ts';

export function createTags(fleet: Fleet, input: unknown) {
  const { ResourceId, Tags } = validated(shapes.createTags, input);
  const tags = tagsOf(fleet, ResourceId);
  const keys = Tags.map((tag) => tag.Key);
  refuse(keys);
  if (areTooMany(tags, keys)) {
    throw new AwsFault('ResourceLimitExceededException', 'A resource can have at most 50 tags.');
  }
  for (const { Key, Value } of Tags) tags.set(Key, Value ?? '');
  return {};
}

export function describeTags(fleet: Fleet, input: unknown) {
  const { ResourceId } = validated(shapes.describeTags, input);
  return { TagList: asTags(tagsOf(fleet, ResourceId)) };
}

export function deleteTags(fleet: Fleet, input: unknown) {
  const { ResourceId, TagKeys } = validated(shapes.deleteTags, input);
  const tags = tagsOf(fleet, ResourceId);
  refuse([...new Set(TagKeys)]);
  for (const key of TagKeys) tags.delete(key);
  return {};
}

function refuse(keys: readonly string[]): void {
  const refused = refusedKeys(keys);
  if (refused !== undefined) throw new AwsFault('InvalidParameterValuesException', refused);
}

/** WorkSpaces, registered directories and bundles can be tagged here. */
function tagsOf(fleet: Fleet, id: string): Map<string, string> {
  const found = fleet.get(id) ?? fleet.directories.get(id) ?? fleet.bundles.get(id);
  if (found !== undefined) return found.tags;
  throw new AwsFault('ResourceNotFoundException', 'The resource could not be found.', 400, {
    ResourceId: id,
  });
}
