import { AwsRefusal } from '@cleandesk/testkit';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { UnexpectedAnswer } from '../src/index.ts';
import { everyPage } from './every-page.ts';
import { idOf, ids, readerOf, workspace } from './scripted-reader.ts';

const asText = z.object({ PaginationToken: z.string().optional() });

test('a listing passes over what can not be read, and says so', async () => {
  const { reader } = readerOf(() => ({
    Workspaces: [workspace(idOf(1)), { ...workspace(idOf(2)), State: undefined }, workspace(idOf(3))],
    NextToken: 'b',
  }));
  const { items, unreadable, next } = await reader.desktopPage({});
  expect(items.map(({ workspaceId }) => workspaceId)).toEqual([idOf(1), idOf(3)]);
  expect([unreadable, next]).toEqual([['State'], 'b']);
});

test('a listing follows its pages, over an empty one too', async () => {
  const pages = [
    { Workspaces: [workspace(idOf(1))], NextToken: 'b' },
    { Workspaces: [], NextToken: 'c' },
    { Workspaces: [workspace(idOf(2))] },
  ];
  const { reader, inputs } = readerOf((_, n) => pages[n - 1]);
  const found = await everyPage((token) => reader.desktopPage({ directoryId: 'd-90670a1b2c' }, token));
  expect(found.map((one) => one.workspaceId)).toEqual([idOf(1), idOf(2)]);
  expect(inputs()).toEqual([
    { DirectoryId: 'd-90670a1b2c', Limit: 25 },
    { DirectoryId: 'd-90670a1b2c', Limit: 25, NextToken: 'b' },
    { DirectoryId: 'd-90670a1b2c', Limit: 25, NextToken: 'c' },
  ]);
});

test('a listing that asks for the same page again and again is stopped', async () => {
  const { reader } = readerOf(() => ({ Workspaces: [], NextToken: 'b' }));
  await expect(reader.desktopPage({}, 'b')).rejects.toThrow(UnexpectedAnswer);
  await expect(reader.desktops(ids(1))).rejects.toThrow(UnexpectedAnswer);
});

test('AWS takes one filter a call: a bundle within a directory is picked here', async () => {
  const { reader, inputs } = readerOf(() => ({
    Workspaces: [workspace(idOf(1)), workspace(idOf(2), { BundleId: 'wsb-other1234' })],
  }));
  const { items } = await reader.desktopPage({ directoryId: 'd-90670a1b2c', bundleId: 'wsb-other1234' });
  expect(items.map(({ workspaceId }) => workspaceId)).toEqual([idOf(2)]);
  expect(inputs()).toEqual([{ DirectoryId: 'd-90670a1b2c', Limit: 25 }]);
});

test('by tag: keys with more values than a filter takes are compared here', async () => {
  const many = Array.from({ length: 25 }, (_, n) => `v${n}`);
  const { reader, inputs } = readerOf((_, n) => ({
    ResourceTagMappingList: [
      {
        ResourceARN: `arn:aws:workspaces:eu-central-1:1:workspace/${idOf(n)}`,
        Tags: [
          { Key: 'A', Value: `v${n + 20}` },
          { Key: 'B', Value: 'x' },
        ],
      },
    ],
    PaginationToken: n < 9 ? `p${n}` : '',
  }));
  const found = await everyPage((token) => reader.taggedPage({ A: many, B: ['x'] }, { token }));
  expect(found.map(({ workspaceId }) => workspaceId)).toEqual([1, 2, 3, 4].map(idOf));
  expect(inputs()[0]).toEqual({
    TagFilters: [{ Key: 'A' }, { Key: 'B', Values: ['x'] }],
    ResourceTypeFilters: ['workspaces:workspace'],
    ResourcesPerPage: 100,
  });
});

test('a listing by tag whose token has expired begins anew', async () => {
  const page = (n: number, next: string) => ({
    ResourceTagMappingList: [
      {
        ResourceARN: `arn:aws:workspaces:eu-central-1:1:workspace/${idOf(n)}`,
        Tags: [{ Key: 'A', Value: 'x' }],
      },
    ],
    PaginationToken: next,
  });
  const { reader, inputs } = readerOf((_, n) => {
    if (n === 1) throw new AwsRefusal('PaginationTokenExpiredException', 'A token is good for 15 minutes');
    return page(0, 'fresh');
  });
  const { items, next } = await reader.taggedPage({ A: ['x'] }, { token: 'old' });
  expect([items.map(({ workspaceId }) => workspaceId), next]).toEqual([[idOf(0)], 'fresh']);
  expect(inputs().map((input) => asText.parse(input).PaginationToken)).toEqual(['old', undefined]);
});

test('entries of the index that can not be read are passed over in a listing, and unknown in a look', async () => {
  const { reader } = readerOf(() => ({
    ResourceTagMappingList: [
      { Tags: [{ Key: 'A', Value: 'x' }] },
      { ResourceARN: `arn:aws:workspaces:eu-central-1:1:workspace/${idOf(1)}`, Tags: [{ Value: 'x' }] },
      {
        ResourceARN: `arn:aws:workspaces:eu-central-1:1:workspace/${idOf(2)}`,
        Tags: [{ Key: 'A', Value: 'x' }],
      },
    ],
  }));
  const { items, unreadable } = await reader.taggedPage({ A: ['x'] });
  expect(items).toEqual([{ workspaceId: idOf(2), tags: { A: 'x' } }]);
  expect(unreadable).toEqual(['ResourceARN', 'a tag key']);
  expect([...(await reader.tagsOf(ids(3))).keys()]).toEqual([idOf(2)]);
});
