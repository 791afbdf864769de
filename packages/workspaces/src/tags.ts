import {
  GetResourcesCommand,
  type ResourceGroupsTaggingAPIClient,
  type ResourceTagMapping,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { must } from './desktop.ts';
import { chunksOf, pagesOf } from './pages.ts';

/** Where the desktops live: the tagging API names them by ARN. */
export type Account = { accountId: string; region: string; partition: string };
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
  const { accountId, region, partition } = options.account;
  const prefix = `arn:${partition}:workspaces:${region}:${accountId}:workspace/`;
  const idOf = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);
  const listed = (list: ResourceTagMapping[] | undefined): TaggedDesktop[] =>
    (list ?? []).map((item) => ({
      workspaceId: idOf(must(item.ResourceARN, 'ResourceARN')),
      tags: tagsOf(item.Tags),
    }));

  return {
    async tagsOf(ids: readonly string[]): Promise<Map<string, Tags>> {
      const found = new Map<string, Tags>();
      for (const chunk of chunksOf(ids, limits.arns)) {
        const command = new GetResourcesCommand({ ResourceARNList: chunk.map((id) => prefix + id) });
        const answer = await options.read(() => options.client.send(command));
        for (const { workspaceId, tags } of listed(answer.ResourceTagMappingList))
          found.set(workspaceId, tags);
      }
      return found;
    },

    async *taggedDesktops(filters: TagFilters): AsyncGenerator<TaggedDesktop[]> {
      // More values than a filter takes: ask for the key only, and compare the values here.
      const asked = Object.entries(filters)
        .slice(0, limits.filters)
        .map(([Key, values]) => (values.length > limits.values ? { Key } : { Key, Values: [...values] }));
      const pages = pagesOf(
        (token) =>
          options.read(() =>
            options.client.send(
              new GetResourcesCommand({
                TagFilters: asked,
                ResourceTypeFilters: ['workspaces:workspace'],
                ResourcesPerPage: limits.page,
                ...(token === undefined ? {} : { PaginationToken: token }),
              }),
            ),
          ),
        (page) => page.PaginationToken,
      );
      for await (const page of pages) {
        yield listed(page.ResourceTagMappingList).filter(({ tags }) => fits(tags, filters));
      }
    },
  };
}

const fits = (tags: Tags, filters: TagFilters) =>
  Object.entries(filters).every(([key, values]) => {
    const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
    return value !== undefined && values.includes(value);
  });

export const tagsOf = (
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
): Tags => Object.fromEntries((tags ?? []).map(({ Key, Value }) => [must(Key, 'a tag key'), Value ?? '']));
