import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { VirtualClock } from '../../../src/clock.ts';
import { isPlain } from '../../../src/protocol/wire.ts';
import { directoryId, list, minute, stand, text } from '../stand.ts';

const [mine, theirs] = [{ accountId: '111111111111' }, { accountId: '222222222222' }];
/** What both accounts see of access and account. */
const questions: readonly [string, object][] = [
  ['DescribeIpGroups', {}],
  ['DescribeConnectionAliases', {}],
  ['DescribeAccount', {}],
  ['DescribeAccountModifications', {}],
  ['ListAccountLinks', {}],
  ['DescribeClientProperties', { ResourceIds: [directoryId] }],
  ['DescribeClientBranding', { ResourceId: directoryId }],
  ['DescribeConnectClientAddIns', { ResourceId: directoryId }],
];

it('access and account outlive a restart, with what was under way', async () => {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'desktop-cloud-'));
  const before = stand({ stateDirectory: join(stateDirectory, 'first') });
  const call = (operation: string, input: object) => before.call(operation, input, mine);
  const { GroupId } = await call('CreateIpGroup', {
    GroupName: 'Office',
    UserRules: [{ ipRule: '192.0.2.1' }],
  });
  await call('AssociateIpGroups', { DirectoryId: directoryId, GroupIds: [GroupId] });
  const { AliasId } = await call('CreateConnectionAlias', { ConnectionString: 'desk.example.com' });
  await call('ModifyAccount', {
    DedicatedTenancySupport: 'ENABLED',
    DedicatedTenancyManagementCidrRange: '10.1.0.0/16',
  });
  await call('CreateAccountLinkInvitation', { TargetAccountId: theirs.accountId, ClientToken: 'one' });
  await call('ModifyClientProperties', {
    ResourceId: directoryId,
    ClientProperties: { ReconnectEnabled: 'DISABLED' },
  });
  await call('ImportClientBranding', {
    ResourceId: directoryId,
    DeviceTypeWeb: { ForgotPasswordLink: 'https://example.com', LoginMessage: { en_US: 'Hello' } },
  });
  await call('CreateConnectClientAddIn', {
    ResourceId: directoryId,
    Name: 'Help',
    URL: 'https://example.com',
  });
  await Promise.resolve();

  const clock = new VirtualClock(before.clock.now());
  cpSync(join(stateDirectory, 'first'), join(stateDirectory, 'again'), { recursive: true });
  const after = stand({ stateDirectory: join(stateDirectory, 'again'), clock });
  const told = async (cloud: typeof before) => {
    const answers: unknown[] = [];
    for (const [operation, input] of questions) {
      for (const place of [mine, theirs]) answers.push(await cloud.call(operation, input, place));
    }
    return answers;
  };
  expect(await told(after)).toEqual(await told(before));
  clock.advance(2 * 60 * minute);
  const [alias] = list((await after.call('DescribeConnectionAliases', {}, mine)).ConnectionAliases);
  expect(alias).toMatchObject({ AliasId, State: 'CREATED' });
  expect((await after.call('DescribeAccount', {}, mine)).DedicatedTenancySupport).toBe('ENABLED');
  const [link] = list((await after.call('ListAccountLinks', {}, theirs)).AccountLinks);
  const LinkId = text(link?.AccountLinkId);
  const { AccountLink } = await after.call('AcceptAccountLinkInvitation', { LinkId }, theirs);
  expect(isPlain(AccountLink) && AccountLink.AccountLinkStatus).toBe('LINKED');
  after.cloud.close();
  rmSync(stateDirectory, { recursive: true, force: true });
});
