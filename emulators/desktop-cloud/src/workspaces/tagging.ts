import { areTooMany, refusedKeys } from '../domain/workspaces/tags.ts';
import { AwsFault } from '../kernel.ts';
import type { Tag } from '../service-model/generated/workspaces.ts';
import type { Collection } from '../state/collection.ts';
import type { Branch } from './branch.ts';
import type { Handlers } from './handlers.ts';
import { asTags } from './tags.ts';

export const tagging: Handlers = {
  CreateTags(branch, { ResourceId, Tags }) {
    const { tags, write } = taggable(branch, ResourceId);
    const keys = Tags.map((tag) => tag.Key);
    refuse(keys);
    if (areTooMany(tags, keys)) {
      throw new AwsFault('ResourceLimitExceededException', 'A resource can have at most 50 tags.');
    }
    write(new Map([...tags, ...Tags.map(({ Key, Value }) => [Key, Value ?? ''] as const)]));
    return {};
  },

  DescribeTags: (branch, { ResourceId }) => ({ TagList: asTags(taggable(branch, ResourceId).tags) }),

  DeleteTags(branch, { ResourceId, TagKeys }) {
    const { tags, write } = taggable(branch, ResourceId);
    refuse([...new Set(TagKeys)]);
    write(new Map([...tags].filter(([key]) => !TagKeys.includes(key))));
    return {};
  },
};

function refuse(keys: readonly string[]): void {
  const refused = refusedKeys(keys);
  if (refused !== undefined) throw new AwsFault('InvalidParameterValuesException', refused);
}

type Tags = ReadonlyMap<string, string>;
type Taggable = { tags: Tags; write: (tags: Tags) => void };

/** What WorkSpaces has can be tagged: a directory of the account that is not registered can't. */
function taggable(branch: Branch, id: string): Taggable {
  const desktop = branch.fleet.get(id);
  if (desktop !== undefined) {
    return {
      tags: desktop.tags,
      write: (tags) => {
        desktop.tags = new Map(tags);
        branch.fleet.changed(desktop);
      },
    };
  }
  const found =
    inCollection(branch.directories, id, ({ state }) => state !== 'DEREGISTERED') ??
    inCollection(branch.bundles, id, ({ deleted }) => !deleted) ??
    inCollection(branch.images, id) ??
    inCollection(branch.ipGroups, id) ??
    inCollection(branch.connectionAliases, id);
  if (found !== undefined) return found;
  throw new AwsFault('ResourceNotFoundException', 'The resource could not be found.', 400, {
    ResourceId: id,
  });
}

/** Any entry that has tags as AWS lists them. */
function inCollection<Entry extends { tags: Tag[] }>(
  collection: Collection<Entry>,
  id: string,
  isThere: (entry: Entry) => boolean = () => true,
): Taggable | undefined {
  const entry = collection.get(id);
  if (entry === undefined || !isThere(entry)) return undefined;
  return {
    tags: new Map(entry.tags.map(({ Key, Value }) => [Key, Value ?? ''])),
    write: (tags) => collection.put(id, { ...entry, tags: asTags(tags) }),
  };
}
