import * as z from 'zod';
import { type AwsApi, AwsFault, type CallContext, type Operation } from '../kernel.ts';
import { pageOf } from '../sorted-pages.ts';
import { validated } from '../validation.ts';

/** What has tags. In any order; ARNs are unique. Where some are asked for, no others need be gone through. */
export type TaggedResources = {
  list(
    context: CallContext,
    arns?: ReadonlySet<string>,
  ): Iterable<{ arn: string; tags: Readonly<Record<string, string>> }>;
};

const token = z.string().max(2048).optional();

/** Source: botocore service model `resourcegroupstaggingapi` 2017-01-26. */
const getResourcesInput = z.object({
  PaginationToken: token,
  TagFilters: z
    .array(
      z.object({
        Key: z.string().min(1).max(128).optional(),
        Values: z.array(z.string().max(256)).max(20).optional(),
      }),
    )
    .max(50)
    .optional(),
  ResourcesPerPage: z.number().int().min(1).max(100).optional(),
  TagsPerPage: z.number().int().min(100).max(500).optional(),
  ResourceTypeFilters: z.array(z.string().max(256)).max(100).optional(),
  IncludeComplianceDetails: z.boolean().optional(),
  ExcludeCompliantResources: z.boolean().optional(),
  ResourceARNList: z.array(z.string().min(1).max(1011)).min(1).max(100).optional(),
});
const getTagKeysInput = z.object({ PaginationToken: token });
const getTagValuesInput = z.object({ PaginationToken: token, Key: z.string().min(1).max(128) });

type Filters = z.output<typeof getResourcesInput>;

/** Keys and values come in pages of this many. */
const wordsPerPage = 100;

/** Resource Groups Tagging API, for the WorkSpaces of this emulator: thousands of desktops' tags in a few calls. */
export function createTagging(parts: { workspaces: TaggedResources }): { api: AwsApi } {
  const { workspaces } = parts;

  const getResources: Operation = (input, context) => {
    const given = readInput(getResourcesInput, input);
    refuseCombinations(given);
    const wanted = filterOf(given);
    const asked = given.ResourceARNList === undefined ? undefined : new Set(given.ResourceARNList);
    const found = [...workspaces.list(context, asked)]
      .filter(wanted)
      .sort((a, b) => (a.arn < b.arn ? -1 : 1));
    const size = given.ResourcesPerPage ?? (given.ResourceARNList === undefined ? 50 : 100);
    const page = pageOf(found, ({ arn }) => arn, size, given.PaginationToken || undefined, invalidToken);
    return {
      PaginationToken: page.nextToken ?? '',
      ResourceTagMappingList: page.items.map(({ arn, tags }) => ({
        ResourceARN: arn,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      })),
    };
  };

  const getTagKeys: Operation = (input, context) => {
    const { PaginationToken } = readInput(getTagKeysInput, input);
    const page = wordPage(
      [...workspaces.list(context)].flatMap(({ tags }) => Object.keys(tags)),
      PaginationToken,
    );
    return { PaginationToken: page.nextToken ?? '', TagKeys: page.items };
  };

  const getTagValues: Operation = (input, context) => {
    const { PaginationToken, Key } = readInput(getTagValuesInput, input);
    const values = [...workspaces.list(context)].flatMap(({ tags }) => tags[Key] ?? []);
    const page = wordPage(values, PaginationToken);
    return { PaginationToken: page.nextToken ?? '', TagValues: page.items };
  };

  return {
    api: {
      name: 'ResourceGroupsTaggingAPI',
      target: 'ResourceGroupsTaggingAPI_20170126',
      operations: new Map([
        ['GetResources', getResources],
        ['GetTagKeys', getTagKeys],
        ['GetTagValues', getTagValues],
      ]),
    },
  };
}

function refuseCombinations(given: Filters): void {
  const { ResourceARNList, TagFilters, ResourceTypeFilters, ResourcesPerPage, TagsPerPage } = given;
  const filtered = [TagFilters, ResourceTypeFilters, ResourcesPerPage, TagsPerPage].some(
    (part) => part !== undefined,
  );
  if (ResourceARNList !== undefined && (filtered || (given.PaginationToken ?? '') !== '')) {
    throw invalid('ResourceARNList cannot be combined with filters or pages.');
  }
  if (given.ExcludeCompliantResources === true && given.IncludeComplianceDetails !== true) {
    throw invalid('ExcludeCompliantResources can only be true when IncludeComplianceDetails is true.');
  }
  for (const type of ResourceTypeFilters ?? []) {
    if (!/^[a-z0-9-]+(:[a-zA-Z0-9-/]+)?$/.test(type)) throw invalid(`${type} is not a valid resource type.`);
  }
  if ((TagFilters ?? []).some(({ Key }) => Key === undefined)) throw invalid('A tag filter needs a Key.');
}

type Resource = { arn: string; tags: Readonly<Record<string, string>> };

/** Several keys must all be there; of several values of one key any will do. A resource without tags is not found. */
function filterOf({
  ResourceARNList,
  ResourceTypeFilters,
  TagFilters = [],
}: Filters): (resource: Resource) => boolean {
  const arns = ResourceARNList === undefined ? undefined : new Set(ResourceARNList);
  const typed =
    ResourceTypeFilters === undefined ||
    ResourceTypeFilters.length === 0 ||
    ResourceTypeFilters.some((type) => type === 'workspaces' || type === 'workspaces:workspace');
  const filters = TagFilters.map(({ Key = '', Values = [] }) => ({ key: Key, values: new Set(Values) }));
  return ({ arn, tags }) =>
    typed &&
    (arns === undefined || arns.has(arn)) &&
    Object.keys(tags).length > 0 &&
    filters.every(({ key, values }) => {
      const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
      return value !== undefined && (values.size === 0 || values.has(value));
    });
}

function wordPage(
  words: readonly string[],
  pageToken: string | undefined,
): { items: string[]; nextToken?: string } {
  return pageOf(
    [...new Set(words)].sort(),
    (word) => word,
    wordsPerPage,
    pageToken || undefined,
    invalidToken,
  );
}

const readInput = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> =>
  validated(schema, input, 'InvalidParameterException');
const invalid = (message: string): AwsFault => new AwsFault('InvalidParameterException', message);
const invalidToken = (): AwsFault => invalid('The PaginationToken is not valid.');
