import {
  GetResourcesCommand,
  type ResourceGroupsTaggingAPIClient,
  type ResourceTagMapping,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { must } from './desktop.ts';
import { chunksOf, type Page } from './pages.ts';

/** Where the desktops live: the tagging API names them by ARN. The region is the client's own unless given. */
export type Account = { accountId: string; partition: string; region?: string };
export type Tags = Record<string, string>;
/** Tag key to the values of which any will do; all keys must match. As a policy says it. */
export type TagFilters = Readonly<Record<string, readonly string[]>>;
export type TaggedDesktop = { workspaceId: string; tags: Tags };

/** Limits of GetResources: ARNs a call, filters a call, values a filter (Resource Groups Tagging API Reference). */
const limits = { arns: 100, filters: 50, values: 20, page: 100 } as const;

/** Tags of many desktops at once, from an index that follows the truth by seconds to minutes. */
export function taggingIndex(options: {
  client: ResourceGroupsTaggingAPIClient;
  account: Account;
  read: <T>(call: () => Promise<T>) => Promise<T>;
}) {
  const { client, account, read } = options;
  const prefix = async () => {
    const region = account.region ?? (await client.config.region());
    return `arn:${account.partition}:workspaces:${region}:${account.accountId}:workspace/`;
  };
  const listed = (list: ResourceTagMapping[] | undefined): TaggedDesktop[] =>
    (list ?? []).map(({ ResourceARN, Tags }) => ({
      workspaceId: idOf(must(ResourceARN, 'ResourceARN')),
      tags: tagsOf(Tags),
    }));

  return {
    tagsOf: async (ids: readonly string[]): Promise<Map<string, Tags>> => {
      const found = new Map<string, Tags>();
      const arn = await prefix();
      for (const chunk of chunksOf(ids, limits.arns)) {
        const command = new GetResourcesCommand({ ResourceARNList: chunk.map((id) => arn + id) });
        const answer = await read(() => client.send(command));
        for (const { workspaceId, tags } of listed(answer.ResourceTagMappingList))
          found.set(workspaceId, tags);
      }
      return found;
    },

    taggedPage: async (
      filters: TagFilters,
      { token, size = limits.page }: { token?: string | undefined; size?: number } = {},
    ): Promise<Page<TaggedDesktop>> => {
      // More values than a filter takes: ask for the key only, and compare the values here.
      const asked = Object.entries(filters)
        .slice(0, limits.filters)
        .map(([Key, values]) => (values.length > limits.values ? { Key } : { Key, Values: [...values] }));
      const command = new GetResourcesCommand({
        TagFilters: asked,
        ResourceTypeFilters: ['workspaces:workspace'],
        ResourcesPerPage: size,
        ...(token === undefined ? {} : { PaginationToken: token }),
      });
      const answer = await read(() => client.send(command));
      const items = listed(answer.ResourceTagMappingList).filter(({ tags }) => fits(tags, filters));
      // This API ends with an empty token instead of none.
      return { items, next: answer.PaginationToken || undefined };
    },
  };
}

const idOf = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

const fits = (tags: Tags, filters: TagFilters) =>
  Object.entries(filters).every(([key, values]) => {
    const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
    return value !== undefined && values.includes(value);
  });

export const tagsOf = (
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
): Tags => Object.fromEntries((tags ?? []).map(({ Key, Value }) => [must(Key, 'a tag key'), Value ?? '']));
