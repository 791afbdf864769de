import { areTooMany, refusedKeys } from '../../domain/workspaces/tags.ts';
import { AwsFault } from '../../kernel.ts';
import type { Tag } from '../../service-model/generated/workspaces.ts';

/** A tag list that AWS does not take refuses the whole call: it is a fault of the request, not of a user. */
export function refuseBadTags(tags: readonly Tag[] = []): void {
  const keys = tags.map((tag) => tag.Key);
  const refused = refusedKeys(keys);
  if (refused !== undefined) throw new AwsFault('InvalidParameterValuesException', refused);
  if (areTooMany(new Map(), keys)) {
    throw new AwsFault('InvalidParameterValuesException', 'A WorkSpace can have at most 50 tags.');
  }
}
