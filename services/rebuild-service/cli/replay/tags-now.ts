import {
  paginateGetResources,
  type ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import type { Tags } from '../../src/domain/seat.ts';

/** Tags of all desktops of the account and Region, as they are now. */
export async function tagsNow(client: ResourceGroupsTaggingAPIClient): Promise<ReadonlyMap<string, Tags>> {
  const found = new Map<string, Tags>();
  for await (const page of paginateGetResources(
    { client },
    { ResourceTypeFilters: ['workspaces:workspace'] },
  ))
    for (const { ResourceARN = '', Tags: tags = [] } of page.ResourceTagMappingList ?? []) {
      const known = tags.flatMap(({ Key, Value = '' }) => (Key === undefined ? [] : [[Key, Value] as const]));
      found.set(ResourceARN.slice(ResourceARN.lastIndexOf('/') + 1), Object.fromEntries(known));
    }
  return found;
}
