import { describe, expect, it } from 'vitest';
import { directoryId, list, minute, refusal, type Stand, stand, text } from '../stand.ts';

const [owner, friend, stranger] = ['111111111111', '222222222222', '333333333333'];
const other = 'd-9067000002';

/** The calls of one account. */
const as =
  ({ call }: Stand, accountId: string, region = 'us-east-1') =>
  (operation: string, input: object = {}) =>
    call(operation, input, { accountId, region });
type Calls = ReturnType<typeof as>;

async function made(cloud: Stand, call: Calls, ConnectionString = 'desk.example.com'): Promise<string> {
  const { AliasId } = await call('CreateConnectionAlias', { ConnectionString });
  cloud.clock.advance(2 * minute);
  return text(AliasId) ?? 'none';
}
const shown = async (call: Calls, input: object = {}) =>
  list((await call('DescribeConnectionAliases', input)).ConnectionAliases ?? []);
const association = async (call: Calls, id: string) =>
  list((await shown(call, { AliasIds: [id] }))[0]?.Associations)[0];
const codeOf = async (call: Promise<unknown>) => (await refusal(call)).code;
const share = (call: Calls, AliasId: string, SharedAccountId: string, AllowAssociation = true) =>
  call('UpdateConnectionAliasPermission', {
    AliasId,
    ConnectionAliasPermission: { SharedAccountId, AllowAssociation },
  });

describe('A connection alias', () => {
  it('takes its time to be made and to go', async () => {
    const cloud = stand();
    const call = as(cloud, owner);
    const answer = await call('CreateConnectionAlias', {
      ConnectionString: 'desk.example.com',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    const AliasId = text(answer.AliasId) ?? '';
    expect(await shown(call)).toEqual([
      {
        AliasId,
        ConnectionString: 'desk.example.com',
        State: 'CREATING',
        OwnerAccountId: owner,
        Associations: [{ AssociationStatus: 'NOT_ASSOCIATED' }],
      },
    ]);
    expect(await codeOf(call('AssociateConnectionAlias', { AliasId, ResourceId: directoryId }))).toBe(
      'InvalidResourceStateException',
    );
    expect((await call('DescribeTags', { ResourceId: AliasId })).TagList).toEqual([{ Key: 'a', Value: 'b' }]);
    cloud.clock.advance(minute);
    expect((await shown(call))[0]?.State).toBe('CREATED');
    await call('DeleteConnectionAlias', { AliasId });
    expect((await shown(call))[0]?.State).toBe('DELETING');
    expect(await codeOf(call('DeleteConnectionAlias', { AliasId }))).toBe('InvalidResourceStateException');
    cloud.clock.advance(minute);
    expect((await call('DescribeConnectionAliases')).ConnectionAliases).toBeUndefined();
    expect(await codeOf(call('DeleteConnectionAlias', { AliasId }))).toBe('ResourceNotFoundException');
  });

  it('has a name that is its account’s for ever, once in each Region', async () => {
    const cloud = stand();
    const call = as(cloud, owner);
    const ConnectionString = 'desk.example.com';
    const AliasId = await made(cloud, call, ConnectionString);
    const create = (calls: Calls, name = ConnectionString) =>
      calls('CreateConnectionAlias', { ConnectionString: name });
    expect(await codeOf(create(call, 'DESK.example.com'))).toBe('ResourceAlreadyExistsException');
    expect(await codeOf(create(as(cloud, stranger)))).toBe('ResourceAlreadyExistsException');
    await create(as(cloud, owner, 'eu-west-1'));
    await call('DeleteConnectionAlias', { AliasId });
    cloud.clock.advance(2 * minute);
    expect(await codeOf(create(as(cloud, stranger)))).toBe('ResourceAlreadyExistsException');
    await create(call);
    for (const name of ['desk', '.example.com', 'a..b', '-a.b']) {
      expect(await codeOf(create(call, name))).toBe('InvalidParameterValuesException');
    }
  });

  it('is one of 20 at most, shown in pages', async () => {
    const cloud = stand();
    const call = as(cloud, owner);
    for (let n = 0; n < 20; n++) await made(cloud, call, `desk${n}.example.com`);
    expect(await codeOf(made(cloud, call, 'more.example.com'))).toBe('ResourceLimitExceededException');
    const first = await call('DescribeConnectionAliases', { Limit: 15 });
    const second = await call('DescribeConnectionAliases', { Limit: 15, NextToken: first.NextToken });
    expect(list(first.ConnectionAliases)).toHaveLength(15);
    expect(list(second.ConnectionAliases)).toHaveLength(5);
    expect(second.NextToken).toBeUndefined();
    expect(await codeOf(call('DescribeConnectionAliases', { NextToken: 'none' }))).toBe(
      'InvalidParameterValuesException',
    );
  });

  it('is associated with one directory, which has no other', async () => {
    const cloud = stand();
    const call = as(cloud, owner);
    const [AliasId, second] = [await made(cloud, call), await made(cloud, call, 'two.example.com')];
    const { ConnectionIdentifier } = await call('AssociateConnectionAlias', {
      AliasId,
      ResourceId: directoryId,
    });
    expect(await association(call, AliasId)).toEqual({
      AssociationStatus: 'PENDING_ASSOCIATION',
      AssociatedAccountId: owner,
      ResourceId: directoryId,
      ConnectionIdentifier,
    });
    expect(await codeOf(call('DisassociateConnectionAlias', { AliasId }))).toBe(
      'InvalidResourceStateException',
    );
    cloud.clock.advance(minute);
    expect((await association(call, AliasId))?.AssociationStatus).toBe('ASSOCIATED_WITH_OWNER_ACCOUNT');
    for (const [alias, ResourceId] of [
      [AliasId, other],
      [second, directoryId],
    ]) {
      expect(await codeOf(call('AssociateConnectionAlias', { AliasId: alias, ResourceId }))).toBe(
        'ResourceAssociatedException',
      );
    }
    expect(
      await codeOf(call('AssociateConnectionAlias', { AliasId: second, ResourceId: 'd-9067999999' })),
    ).toBe('ResourceNotFoundException');
    expect((await shown(call, { ResourceId: directoryId })).map((alias) => alias.AliasId)).toEqual([AliasId]);
    expect(await codeOf(call('DeleteConnectionAlias', { AliasId }))).toBe('ResourceAssociatedException');
    await call('DisassociateConnectionAlias', { AliasId });
    expect((await association(call, AliasId))?.AssociationStatus).toBe('PENDING_DISASSOCIATION');
    cloud.clock.advance(minute);
    expect(await association(call, AliasId)).toEqual({ AssociationStatus: 'NOT_ASSOCIATED' });
    await call('DeleteConnectionAlias', { AliasId });
  });
});

describe('A connection alias that is shared', () => {
  it('is seen and associated by the other account, and by no third', async () => {
    const cloud = stand();
    const [mine, theirs, third] = [as(cloud, owner), as(cloud, friend), as(cloud, stranger)];
    const AliasId = await made(cloud, mine);
    expect(await shown(theirs)).toEqual([]);
    const associate = (call: Calls) => call('AssociateConnectionAlias', { AliasId, ResourceId: directoryId });
    expect(await codeOf(associate(theirs))).toBe('ResourceNotFoundException');
    await share(mine, AliasId, friend);
    expect((await shown(theirs))[0]).toMatchObject({ AliasId, OwnerAccountId: owner });
    expect(await shown(third)).toEqual([]);
    expect(await shown(as(cloud, friend, 'eu-west-1'))).toEqual([]);
    await associate(theirs);
    cloud.clock.advance(minute);
    expect(await association(mine, AliasId)).toMatchObject({
      AssociationStatus: 'ASSOCIATED_WITH_SHARED_ACCOUNT',
      AssociatedAccountId: friend,
    });
    for (const operation of ['DeleteConnectionAlias', 'DescribeConnectionAliasPermissions']) {
      expect(await codeOf(theirs(operation, { AliasId }))).toBe('AccessDeniedException');
    }
    expect(await codeOf(mine('DisassociateConnectionAlias', { AliasId }))).toBe('AccessDeniedException');
    expect(await codeOf(share(mine, AliasId, friend, false))).toBe('ResourceAssociatedException');
    await theirs('DisassociateConnectionAlias', { AliasId });
    cloud.clock.advance(minute);
    expect(await codeOf(mine('DeleteConnectionAlias', { AliasId }))).toBe('InvalidResourceStateException');
    await share(mine, AliasId, friend, false);
    expect(await shown(theirs)).toEqual([]);
    await mine('DeleteConnectionAlias', { AliasId });
  });

  it('tells its owner with whom, in pages', async () => {
    const cloud = stand();
    const call = as(cloud, owner);
    const AliasId = await made(cloud, call);
    const ask = (input: object = {}) => call('DescribeConnectionAliasPermissions', { AliasId, ...input });
    expect(await ask()).toEqual({ AliasId });
    for (const account of [friend, stranger, friend]) await share(call, AliasId, account);
    const first = await ask({ MaxResults: 1 });
    expect(first.ConnectionAliasPermissions).toEqual([{ SharedAccountId: stranger, AllowAssociation: true }]);
    const second = await ask({ MaxResults: 1, NextToken: first.NextToken });
    expect(second.ConnectionAliasPermissions).toEqual([{ SharedAccountId: friend, AllowAssociation: true }]);
    expect(await codeOf(share(call, AliasId, owner))).toBe('InvalidParameterValuesException');
  });
});
