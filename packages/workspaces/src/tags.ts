import {
  GetResourcesCommand,
  type GetResourcesCommandInput,
  PaginationTokenExpiredException,
  type ResourceGroupsTaggingAPIClient,
  type ResourceTagMapping,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { UnexpectedAnswer, type Unreadable } from './desktop.ts';
import { chunksOf, type DesktopPage, nextToken } from './pages.ts';

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
  const page = (input: GetResourcesCommandInput, token: string | undefined) =>
    read(() =>
      client.send(
        new GetResourcesCommand({ ...input, ...(token === undefined ? {} : { PaginationToken: token }) }),
      ),
    );

  return {
    /** One whose entry can't be read is left out, like one that the index does not know. */
    tagsOf: async (ids: readonly string[]): Promise<Map<string, Tags>> => {
      const found = new Map<string, Tags>();
      const arn = await prefix();
      for (const chunk of chunksOf(ids, limits.arns)) {
        const command = new GetResourcesCommand({ ResourceARNList: chunk.map((id) => arn + id) });
        const answer = await read(() => client.send(command));
        for (const entry of (answer.ResourceTagMappingList ?? []).map(entryOf))
          if ('tags' in entry) found.set(entry.workspaceId, entry.tags);
      }
      return found;
    },

    taggedPage: async (
      filters: TagFilters,
      { token, size = limits.page }: { token?: string | undefined; size?: number } = {},
    ): Promise<DesktopPage<TaggedDesktop>> => {
      // More values than a filter takes: ask for the key only, and compare the values here.
      const asked = Object.entries(filters)
        .slice(0, limits.filters)
        .map(([Key, values]) => (values.length > limits.values ? { Key } : { Key, Values: [...values] }));
      const input = {
        TagFilters: asked,
        ResourceTypeFilters: ['workspaces:workspace'],
        ResourcesPerPage: size,
      };
      const { answer, from } = await orFromTheStart(token, async (at) => ({
        answer: await page(input, at),
        from: at,
      }));
      const entries = (answer.ResourceTagMappingList ?? []).map(entryOf);
      return {
        items: entries.flatMap((entry) => ('tags' in entry && fits(entry.tags, filters) ? [entry] : [])),
        unreadable: entries.flatMap((entry) => ('lacks' in entry ? [entry.lacks] : [])),
        next: nextToken(answer.PaginationToken, from),
        beganAnew: from !== token,
      };
    },
  };
}

/**
 * A token of this API is good for 15 minutes (API reference, PaginationTokenExpiredException). A walk that was held up for
 * longer, by a message that had to come again, would fail at every attempt: it begins its listing anew. What was listed
 * before comes once more.
 */
async function orFromTheStart<T>(
  token: string | undefined,
  read: (token: string | undefined) => Promise<T>,
): Promise<T> {
  try {
    return await read(token);
  } catch (error) {
    if (token === undefined || !(error instanceof PaginationTokenExpiredException)) throw error;
    return read(undefined);
  }
}

function entryOf({ ResourceARN, Tags }: ResourceTagMapping): TaggedDesktop | Unreadable {
  if (ResourceARN === undefined) return { lacks: 'ResourceARN' };
  if (Tags?.some(({ Key }) => Key === undefined)) return { lacks: 'a tag key' };
  return { workspaceId: idOf(ResourceARN), tags: tagsOf(Tags) };
}

const idOf = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

const fits = (tags: Tags, filters: TagFilters) =>
  Object.entries(filters).every(([key, values]) => {
    const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
    return value !== undefined && values.includes(value);
  });

/** @throws {UnexpectedAnswer} for a tag without a key: which policy matches could hang on that one. */
export const tagsOf = (
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
): Tags =>
  Object.fromEntries(
    (tags ?? []).map(({ Key, Value = '' }) => {
      if (Key === undefined) throw new UnexpectedAnswer('AWS answered without a tag key');
      return [Key, Value];
    }),
  );
