import { describe, expect, it } from 'vitest';
import { defaultSeed } from '../../src/seed.ts';
import { bundleId, directoryId, idsOf, list, minute, people, refusal, stand, text } from './stand.ts';

const many = () => stand({ seed: defaultSeed(150) });

/** Every page of a listing, with its items' ids. */
async function pages(
  call: (operation: string, input: object) => Promise<Record<string, unknown>>,
  operation: string,
  member: string,
  input: object,
): Promise<string[][]> {
  const found: string[][] = [];
  let token: string | undefined;
  do {
    const answer = await call(operation, { ...input, ...(token === undefined ? {} : { NextToken: token }) });
    found.push(idsOf(answer[member]));
    token = text(answer.NextToken);
  } while (token !== undefined);
  return found;
}

describe('DescribeWorkspaces', () => {
  it('pages through everything, 25 at a time or fewer', async () => {
    const { call, standing } = many();
    const ids = await standing(people(60));
    const all = await pages(call, 'DescribeWorkspaces', 'Workspaces', {});
    expect(all.map((page) => page.length)).toEqual([25, 25, 10]);
    expect(all.flat()).toEqual(ids);
    const small = await pages(call, 'DescribeWorkspaces', 'Workspaces', {
      Limit: 7,
      DirectoryId: directoryId,
    });
    expect(small.map((page) => page.length)).toEqual([7, 7, 7, 7, 7, 7, 7, 7, 4]);
    expect(small.flat()).toEqual(ids);
  });

  it('a page goes on where it was although desktops came and went', async () => {
    const { call, clock, standing } = many();
    const ids = await standing(people(50));
    const page = await call('DescribeWorkspaces', { Limit: 10 });
    await call('TerminateWorkspaces', {
      TerminateWorkspaceRequests: ids.slice(5, 15).map((WorkspaceId) => ({ WorkspaceId })),
    });
    clock.advance(10 * minute);
    const rest = await pages(call, 'DescribeWorkspaces', 'Workspaces', { NextToken: page.NextToken });
    expect(rest[0]?.[0]).toBe(ids[15]);
  });

  it('finds by ids, by directory, by user in any case, by bundle', async () => {
    const { call, standing } = stand();
    const [ada = '', ben = ''] = await standing(['ada.berg', 'ben.berg']);
    const [other = ''] = await standing(['ada.berg'], {
      DirectoryId: 'd-9067000002',
      BundleId: 'wsb-linux0001',
    });
    const found = async (input: object) => idsOf((await call('DescribeWorkspaces', input)).Workspaces);
    expect(await found({ WorkspaceIds: [ben, 'ws-000000000', ada] })).toEqual([ben, ada]);
    expect(await found({ DirectoryId: directoryId })).toEqual([ada, ben]);
    expect(await found({ DirectoryId: directoryId, UserName: 'ADA.BERG' })).toEqual([ada]);
    expect(await found({ DirectoryId: directoryId, UserName: 'gita.frost' })).toEqual([]);
    expect(await found({ BundleId: 'wsb-linux0001' })).toEqual([other]);
    expect(await found({ DirectoryId: 'd-9067999999' })).toEqual([]);
  });

  it.each([
    ['two filters', { DirectoryId: directoryId, BundleId: bundleId }],
    ['ids and a filter', { WorkspaceIds: ['ws-000000000'], DirectoryId: directoryId }],
    ['a user without a directory', { UserName: 'ada.berg' }],
    ['a token that is none', { NextToken: 'next' }],
    ['a token of another question', { NextToken: Buffer.from('[1,"[]"]').toString('base64url') }],
  ])('refuses %s', async (_, input) => {
    const fault = await refusal(stand().call('DescribeWorkspaces', input));
    expect(fault.code).toBe('InvalidParameterValuesException');
  });

  it.each([
    ['26 ids', { WorkspaceIds: Array.from({ length: 26 }, () => 'ws-000000000') }],
    ['a limit of 26', { Limit: 26 }],
    ['a limit of 0', { Limit: 0 }],
    ['an id that is none', { WorkspaceIds: ['desktop'] }],
  ])('does not take %s', async (_, input) => {
    const fault = await refusal(stand().call('DescribeWorkspaces', input));
    expect(fault.code).toBe('ValidationException');
  });

  it('can answer an empty first page with a token', async () => {
    const { call, standing, control } = stand();
    const ids = await standing(['ada.berg']);
    control.settings({ emptyFirstPages: true });
    expect(await pages(call, 'DescribeWorkspaces', 'Workspaces', {})).toEqual([[], ids]);
    expect(await pages(call, 'DescribeWorkspacesConnectionStatus', 'WorkspacesConnectionStatus', {})).toEqual(
      [[], ids],
    );
  });
});

describe('DescribeWorkspacesConnectionStatus', () => {
  it('pages by 25, or takes up to 25 ids', async () => {
    const { call, standing } = many();
    const ids = await standing(people(30));
    const all = await pages(call, 'DescribeWorkspacesConnectionStatus', 'WorkspacesConnectionStatus', {});
    expect(all.map((page) => page.length)).toEqual([25, 5]);
    expect(all.flat()).toEqual(ids);
    const fault = await refusal(call('DescribeWorkspacesConnectionStatus', { WorkspaceIds: ids }));
    expect(fault.code).toBe('ValidationException');
  });
});

describe('Bundles and directories', () => {
  it('are those of the seed', async () => {
    const { call } = stand();
    const bundles = async (input: object) =>
      list((await call('DescribeWorkspaceBundles', input)).Bundles).map(({ BundleId }) => BundleId);
    expect(await bundles({})).toEqual(['wsb-power0001']);
    expect((await bundles({ Owner: 'AMAZON' })).slice(0, 2)).toEqual(['wsb-standard1', 'wsb-linux0001']);
    expect(await bundles({ BundleIds: ['wsb-linux0001', 'wsb-000000000'] })).toEqual(['wsb-linux0001']);
    const directories = list((await call('DescribeWorkspaceDirectories')).Directories);
    expect(directories.map(({ DirectoryId, State }) => [DirectoryId, State])).toEqual([
      ['d-9067000001', 'REGISTERED'],
      ['d-9067000002', 'REGISTERED'],
    ]);
    const firstPage = await call('DescribeWorkspaceDirectories', { Limit: 1 });
    const secondPage = await call('DescribeWorkspaceDirectories', {
      Limit: 1,
      NextToken: firstPage.NextToken,
    });
    expect(list(secondPage.Directories)[0]?.DirectoryId).toBe('d-9067000002');
    expect(secondPage.NextToken).toBeUndefined();
  });

  it('tell the image, also when a bundle has a new one', async () => {
    const { call, control } = stand();
    const images = async () =>
      list((await call('DescribeWorkspaceBundles', { BundleIds: [bundleId] })).Bundles).map(
        ({ ImageId }) => ImageId,
      );
    expect(await images()).toEqual(['wsi-standard1']);
    control.bundle(bundleId, { imageId: 'wsi-september1' });
    expect(await images()).toEqual(['wsi-september1']);
  });
});

describe('Tags', () => {
  it('are set, overwritten and deleted', async () => {
    const { call, one } = stand();
    const id = await one('ada.berg');
    await call('CreateTags', { ResourceId: id, Tags: [{ Key: 'a', Value: '1' }, { Key: 'b' }] });
    await call('CreateTags', { ResourceId: id, Tags: [{ Key: 'a', Value: '2' }] });
    await call('DeleteTags', { ResourceId: id, TagKeys: ['b', 'unknown'] });
    expect((await call('DescribeTags', { ResourceId: id })).TagList).toEqual([{ Key: 'a', Value: '2' }]);
  });

  it('are at most 50, and none of AWS', async () => {
    const { call, one } = stand();
    const id = await one('ada.berg');
    const tags = (count: number, prefix: string) =>
      Array.from({ length: count }, (_, n) => ({ Key: `${prefix}${n}` }));
    await call('CreateTags', { ResourceId: id, Tags: tags(50, 'a') });
    await call('CreateTags', { ResourceId: id, Tags: tags(50, 'a') });
    const codeOf = async (Tags: object[]) =>
      (await refusal(call('CreateTags', { ResourceId: id, Tags }))).code;
    expect(await codeOf(tags(1, 'b'))).toBe('ResourceLimitExceededException');
    expect(await codeOf([{ Key: 'AWS:a' }])).toBe('InvalidParameterValuesException');
    const unknown = await refusal(call('DescribeTags', { ResourceId: 'ws-000000000' }));
    expect(unknown).toMatchObject({
      code: 'ResourceNotFoundException',
      fields: { ResourceId: 'ws-000000000' },
    });
  });
});

describe('A large fleet', () => {
  it('10,000 desktops are made, paged through and looked up in seconds', async () => {
    const { call, standing } = stand({ seed: defaultSeed(10_050) });
    const started = performance.now();
    const ids = await standing(people(10_000));
    const made = performance.now();
    expect(
      (await pages(call, 'DescribeWorkspaces', 'Workspaces', { DirectoryId: directoryId })).flat(),
    ).toEqual(ids);
    const paged = performance.now();
    for (let n = 0; n < 1_000; n++) {
      const answer = await call('DescribeWorkspaces', {
        DirectoryId: directoryId,
        UserName: `user-${51 + n * 9}`,
      });
      expect(idsOf(answer.Workspaces)).toEqual([ids[n * 9]]);
    }
    const found = performance.now();
    // Wide bounds: they catch a walk over the fleet per call (minutes), not a busy machine.
    expect(made - started).toBeLessThan(10_000);
    expect(paged - made).toBeLessThan(10_000);
    expect(found - paged).toBeLessThan(5_000);
  }, 30_000);
});
