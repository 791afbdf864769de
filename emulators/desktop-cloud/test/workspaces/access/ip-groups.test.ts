import { describe, expect, it } from 'vitest';
import { ControlFault } from '../../../src/control/control.ts';
import { directoryId, list, refusal, type Stand, stand, text } from '../stand.ts';

const other = 'd-9067000002';

async function made({ call }: Stand, GroupName: string, ...rules: string[]): Promise<string> {
  const UserRules = rules.map((ipRule) => ({ ipRule }));
  return text((await call('CreateIpGroup', { GroupName, UserRules })).GroupId) ?? 'none';
}
async function shown({ call }: Stand, GroupIds?: string[]) {
  return list((await call('DescribeIpGroups', GroupIds === undefined ? {} : { GroupIds })).Result);
}
const rulesOf = async (cloud: Stand, id: string) => list((await shown(cloud, [id]))[0]?.userRules);
async function groupsOf({ call }: Stand, DirectoryId: string) {
  const answer = await call('DescribeWorkspaceDirectories', { DirectoryIds: [DirectoryId] });
  return list(answer.Directories)[0]?.ipGroupIds;
}

describe('An IP access control group', () => {
  it('is made with rules and tags, shown, and deleted', async () => {
    const cloud = stand();
    const { call } = cloud;
    const answer = await call('CreateIpGroup', {
      GroupName: 'Office',
      GroupDesc: 'Berlin',
      UserRules: [{ ipRule: '203.0.113.0/24', ruleDesc: 'all' }, { ipRule: '198.51.100.7' }],
      Tags: [{ Key: 'team', Value: 'it' }],
    });
    const id = text(answer.GroupId) ?? '';
    expect(id).toMatch(/^wsipg-[0-9a-z]{9}$/);
    expect(await shown(cloud)).toEqual([
      {
        groupId: id,
        groupName: 'Office',
        groupDesc: 'Berlin',
        userRules: [{ ipRule: '203.0.113.0/24', ruleDesc: 'all' }, { ipRule: '198.51.100.7' }],
      },
    ]);
    expect((await call('DescribeTags', { ResourceId: id })).TagList).toEqual([{ Key: 'team', Value: 'it' }]);
    await call('CreateTags', { ResourceId: id, Tags: [{ Key: 'site', Value: 'b' }] });
    expect(list((await call('DescribeTags', { ResourceId: id })).TagList)).toHaveLength(2);
    await call('DeleteIpGroup', { GroupId: id });
    expect(await shown(cloud, [id])).toEqual([]);
    expect(await refusal(call('DeleteIpGroup', { GroupId: id }))).toMatchObject({
      code: 'ResourceNotFoundException',
      fields: { ResourceId: id },
    });
  });

  it('gets, loses and changes its rules', async () => {
    const cloud = stand();
    const id = await made(cloud, 'Office', '10.0.0.0/8');
    await cloud.call('AuthorizeIpRules', { GroupId: id, UserRules: [{ ipRule: '192.0.2.1/32' }] });
    expect(await rulesOf(cloud, id)).toEqual([{ ipRule: '10.0.0.0/8' }, { ipRule: '192.0.2.1/32' }]);
    await cloud.call('RevokeIpRules', { GroupId: id, UserRules: ['10.0.0.0/8'] });
    expect(await rulesOf(cloud, id)).toEqual([{ ipRule: '192.0.2.1/32' }]);
    await cloud.call('UpdateRulesOfIpGroup', { GroupId: id, UserRules: [{ ipRule: '0.0.0.0/0' }] });
    expect(await rulesOf(cloud, id)).toEqual([{ ipRule: '0.0.0.0/0' }]);
    for (const [operation, input] of [
      ['AuthorizeIpRules', { UserRules: [{ ipRule: '0.0.0.0/0' }] }],
      ['RevokeIpRules', { UserRules: ['10.0.0.0/8'] }],
    ] as const) {
      const fault = await refusal(cloud.call(operation, { GroupId: id, ...input }));
      expect(fault.code).toBe('InvalidParameterValuesException');
    }
    for (const operation of ['AuthorizeIpRules', 'RevokeIpRules', 'UpdateRulesOfIpGroup']) {
      const fault = await refusal(cloud.call(operation, { GroupId: 'wsipg-00000000', UserRules: [] }));
      expect(fault.code).toBe('ResourceNotFoundException');
    }
  });

  it.each(['', '10.0.0', '10.0.0.0/33', '256.0.0.1', '10.0.0.0/', '10.0.0.0/8/8', '2001:db8::/32', 'office'])(
    'does not take the rule %j',
    async (ipRule) => {
      const cloud = stand();
      const input = { GroupName: 'Office', UserRules: [{ ipRule }] };
      expect((await refusal(cloud.call('CreateIpGroup', input))).code).toBe(
        'InvalidParameterValuesException',
      );
      expect(await shown(cloud)).toEqual([]);
    },
  );

  it('has 10 rules at most, of which none is left of a call that goes beyond', async () => {
    const cloud = stand();
    const id = await made(cloud, 'Office', ...Array.from({ length: 9 }, (_, n) => `10.${n}.0.0/16`));
    const UserRules = [{ ipRule: '10.9.0.0/16' }, { ipRule: '10.10.0.0/16' }];
    const fault = await refusal(cloud.call('AuthorizeIpRules', { GroupId: id, UserRules }));
    expect(fault.code).toBe('ResourceLimitExceededException');
    expect(await rulesOf(cloud, id)).toHaveLength(9);
    await cloud.call('AuthorizeIpRules', { GroupId: id, UserRules: UserRules.slice(0, 1) });
    expect(await rulesOf(cloud, id)).toHaveLength(10);
  });

  it('has a name that no other has, in one account and Region', async () => {
    const cloud = stand();
    await made(cloud, 'Office');
    expect((await refusal(made(cloud, 'Office'))).code).toBe('ResourceAlreadyExistsException');
    await cloud.call('CreateIpGroup', { GroupName: 'Office' }, { region: 'eu-west-1' });
    await cloud.call('CreateIpGroup', { GroupName: 'Office' }, { accountId: '111111111111' });
    expect((await refusal(cloud.call('CreateIpGroup', { GroupName: '' }))).code).toBe(
      'InvalidParameterValuesException',
    );
    for (const Tags of [[{ Key: 'aws:a' }], Array.from({ length: 51 }, (_, n) => ({ Key: `a${n}` }))]) {
      const tagged = cloud.call('CreateIpGroup', { GroupName: 'Home', Tags });
      expect((await refusal(tagged)).code).toBe('InvalidParameterValuesException');
    }
  });

  it('is one of 100 at most, shown in pages', async () => {
    const cloud = stand();
    for (let n = 0; n < 100; n++) await made(cloud, `Group ${n}`);
    expect((await refusal(made(cloud, 'One more'))).code).toBe('ResourceLimitExceededException');
    expect(await shown(cloud)).toHaveLength(25);
    const ids = (await shown(cloud)).slice(0, 5).map(({ groupId }) => groupId);
    const first = await cloud.call('DescribeIpGroups', { GroupIds: ids, MaxResults: 3 });
    const second = await cloud.call('DescribeIpGroups', {
      GroupIds: ids,
      MaxResults: 3,
      NextToken: first.NextToken,
    });
    expect([...list(first.Result), ...list(second.Result)].map(({ groupId }) => groupId)).toEqual(ids);
    expect(second.NextToken).toBeUndefined();
    const fault = await refusal(cloud.call('DescribeIpGroups', { NextToken: first.NextToken }));
    expect(fault.code).toBe('InvalidParameterValuesException');
  });
});

describe('Groups of a directory', () => {
  it('are shown there, and can not be deleted as long', async () => {
    const cloud = stand();
    const [one, two] = [await made(cloud, 'One'), await made(cloud, 'Two')];
    const change = (operation: string, ...GroupIds: string[]) =>
      cloud.call(operation, { DirectoryId: directoryId, GroupIds });
    await change('AssociateIpGroups', one, two);
    await change('AssociateIpGroups', one);
    expect(await groupsOf(cloud, directoryId)).toEqual([one, two]);
    expect(await groupsOf(cloud, other)).toEqual([]);
    const fault = await refusal(cloud.call('DeleteIpGroup', { GroupId: one }));
    expect(fault.code).toBe('ResourceAssociatedException');
    await change('DisassociateIpGroups', one);
    await change('DisassociateIpGroups', one);
    expect(await groupsOf(cloud, directoryId)).toEqual([two]);
    await cloud.call('DeleteIpGroup', { GroupId: one });
  });

  it.each(['AssociateIpGroups', 'DisassociateIpGroups'])(
    '%s knows its directory and groups',
    async (name) => {
      const cloud = stand();
      const id = await made(cloud, 'One');
      const code = async (DirectoryId: string, GroupIds: string[]) =>
        (await refusal(cloud.call(name, { DirectoryId, GroupIds }))).code;
      expect(await code('d-9067999999', [id])).toBe('ResourceNotFoundException');
      expect(await code(directoryId, ['wsipg-00000000'])).toBe('ResourceNotFoundException');
      expect(await code(directoryId, [])).toBe('InvalidParameterValuesException');
    },
  );

  it('are 25 at most', async () => {
    const cloud = stand();
    const ids: string[] = [];
    for (let n = 0; n < 26; n++) ids.push(await made(cloud, `Group ${n}`));
    const input = { DirectoryId: directoryId, GroupIds: ids };
    const fault = await refusal(cloud.call('AssociateIpGroups', input));
    expect(fault.code).toBe('ResourceLimitExceededException');
    expect(await groupsOf(cloud, directoryId)).toEqual([]);
    await cloud.call('AssociateIpGroups', { DirectoryId: directoryId, GroupIds: ids.slice(1) });
  });

  it('let a user in from where a rule allows it', async () => {
    const cloud = stand();
    const id = await cloud.one('ada.berg');
    const connects = (ipAddress?: string) => {
      const session = { workspaceId: id, ...(ipAddress === undefined ? {} : { ipAddress }) };
      cloud.control.session({ ...session, action: 'connect' });
      cloud.control.session({ workspaceId: id, action: 'disconnect' });
    };
    connects('203.0.113.9');
    const groups = [await made(cloud, 'Empty'), await made(cloud, 'Office', '203.0.113.0/29', '192.0.2.1')];
    await cloud.call('AssociateIpGroups', { DirectoryId: directoryId, GroupIds: groups.slice(0, 1) });
    expect(() => connects('203.0.113.1')).toThrow(ControlFault);
    await cloud.call('AssociateIpGroups', { DirectoryId: directoryId, GroupIds: groups });
    connects('203.0.113.0');
    connects('203.0.113.7');
    connects('192.0.2.1');
    connects();
    expect(() => connects('203.0.113.8')).toThrow('No IP access control group');
    expect(() => connects('203.0.112.255')).toThrow(ControlFault);
    expect(() => connects('2001:db8::1')).toThrow(ControlFault);
  });
});
