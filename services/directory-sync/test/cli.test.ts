import { Refused } from '@cleandesk/command-line';
import { expect, test } from 'vitest';
import { convert } from '../cli/convert/convert.ts';
import { plan } from '../cli/plan/plan.ts';
import { planText } from '../cli/plan/report.ts';
import { leftOf, retire } from '../cli/retire/retire.ts';
import { whoGoes } from '../cli/run/who-goes.ts';
import { groupOf, inWords, minute, noon, office } from './given.ts';

const seed = {
  LDAP_SERVER: 'corp.example.com',
  LDAP_USER: 'corp\\svc-workspaces',
  GROUP_FILTER: '(objectclass=group)',
  USER_FILTER: '(objectclass=user)',
  SECRET_NAME: 'LdapPassword',
  WORKSPACE_GROUP_FRIENDLY_NAME: 'WorkSpaces',
  WORKSPACE_GROUP_DN: 'CN=WorkSpaces,OU=Users,DC=corp,DC=example,DC=com',
  Directory_Id: 'd-926722a1b3',
  Bundle_Id: 'wsb-clj85qzj1',
  WorkSpace_Properties: {
    RunningMode: 'AUTO_STOP',
    RunningModeAutoStopTimeoutInMinutes: 60,
    RootVolumeSizeGib: 80,
    UserVolumeSizeGib: 50,
    ComputeTypeName: 'STANDARD',
  },
};

test('the input of the rule that ran the Lambda of the blog becomes a group, in dry run', () => {
  const [group] = convert(JSON.stringify(seed));
  expect(group).toEqual({
    name: 'WorkSpaces',
    kind: 'active-directory',
    urls: ['ldaps://corp.example.com'],
    bind_user: 'corp\\svc-workspaces',
    secret: 'LdapPassword',
    group_dn: seed.WORKSPACE_GROUP_DN,
    group_filter: '(objectclass=group)',
    user_filter: '(objectclass=user)',
    directory_id: 'd-926722a1b3',
    bundle_id: 'wsb-clj85qzj1',
    workspace: {
      running_mode: 'AUTO_STOP',
      auto_stop_minutes: 60,
      root_volume_gib: 80,
      user_volume_gib: 50,
      compute_type: 'STANDARD',
    },
    require_mail: true,
    leaver_delay_minutes: 0,
    dry_run: true,
  });
  expect(convert(JSON.stringify([seed, { ...seed, WORKSPACE_GROUP_FRIENDLY_NAME: 'Two' }]))).toHaveLength(2);
});

test.each(['{', '{}', '[]', '"text"', JSON.stringify({ ...seed, Bundle_Id: undefined })])(
  'what is no such input is refused in a sentence: %s',
  (text) => {
    expect(() => convert(text)).toThrow(Refused);
  },
);

const broken = '(&(objectClass=user)(!(title=clerk))';

test('a filter that no directory would take is refused where it is converted, with what is wrong with it', () => {
  const text = JSON.stringify({ ...seed, USER_FILTER: broken });
  expect(() => convert(text)).toThrow(Refused);
  expect(() => convert(text)).toThrow(`USER_FILTER of the group WorkSpaces: The filter ${broken} has not`);
  expect(() => convert(JSON.stringify({ ...seed, GROUP_FILTER: '(objectClass)' }))).toThrow('GROUP_FILTER');
});

test('and where it is planned, before the secret and the directory are asked', async () => {
  const { world } = office([groupOf({ userFilter: broken })]);
  const planned = plan(world, { group: 'sales' }, world);
  await expect(planned).rejects.toThrow(`user_filter of the group sales: The filter ${broken} has not`);
});

test('what a group wanted is given up when it is not configured any more, and not before', async () => {
  const { world, members, comesDue, configure, events } = office();
  members('ada', 'grace');
  await comesDue();
  await expect(leftOf(world, 'sales')).rejects.toThrow('is configured');
  configure([]);
  expect(await leftOf(world, 'sales')).toEqual(['ada', 'grace']);
  const before = events.length;
  expect(await retire(world, { group: 'sales', directoryId: 'd-9067000001' })).toBe(2);
  expect(events.slice(before).map(inWords)).toEqual(['SeatUnwanted ada', 'SeatUnwanted grace']);
  expect(events.at(-1)).toMatchObject({
    source: 'cleandesk.operator',
    detail: { claim: { source: 'group:sales' }, onlyTagged: { DirectoryGroup: 'sales' } },
  });
  expect(await leftOf(world, 'sales')).toEqual([]);
  await world.notebook.begin('sales', { now: noon, until: noon + minute });
  const again = retire(world, { group: 'sales', directoryId: 'd-9067000001' });
  await expect(again).rejects.toThrow('under way');
});

test('what was remembered as given up and not said is said the next time', async () => {
  const { world, members, comesDue, configure, events, refuse } = office();
  const all = Array.from({ length: 60 }, (_, number) => `user${String(number).padStart(2, '0')}`);
  members(...all);
  await comesDue();
  configure([]);
  const group = { group: 'sales', directoryId: 'd-9067000001' };
  const before = events.length;
  refuse(1);
  await expect(retire(world, group)).rejects.toThrow('The bus does not answer');
  expect(await leftOf(world, 'sales')).toEqual(all);
  expect(await retire(world, group)).toBe(60);
  expect(new Set(events.slice(before).map(inWords))).toEqual(
    new Set(all.map((login) => `SeatUnwanted ${login}`)),
  );
  expect(await leftOf(world, 'sales')).toEqual([]);
});

test('before something is let pass it is shown who would go by it, also in small steps', async () => {
  const { world, members, comesDue } = office();
  members('ada', 'ben', 'cleo', 'dan', 'eva', 'fritz');
  await comesDue();
  members('ada', 'gina');
  const refused = await whoGoes(world, 'sales', [], world);
  expect(refused.logins).toEqual([]);
  expect(refused.text).toContain('Refused: GroupShrunk');
  const { logins, atMost, text } = await whoGoes(world, 'sales', ['GroupShrunk'], world);
  expect(new Set(logins)).toEqual(new Set(['ben', 'cleo', 'dan', 'eva', 'fritz', 'gina']));
  expect(atMost).toBe(false);
  expect(text).toMatch(/ben +will lose it/);
});

test('where the directory cannot be read from here, all whom the group wants could go', async () => {
  const { world, members, comesDue, shows } = office();
  members('ada', 'ben');
  await comesDue();
  shows('ServerUnreachable');
  const fate = await whoGoes(world, 'sales', ['GroupShrunk'], world);
  expect(fate).toMatchObject({ logins: ['ada', 'ben'], atMost: true });
  expect(fate.text).toContain('The directory cannot be read from here');
});

test('in dry run nobody goes', async () => {
  const { world, members } = office([groupOf({ dryRun: true })]);
  members('ada');
  expect((await whoGoes(world, 'sales', ['GroupShrunk'], world)).logins).toEqual([]);
});

test('a plan names who would get and who would lose a desktop', () => {
  const text = planText({
    group: 'sales',
    dryRun: false,
    server: 'dc1.example.com:636',
    members: 3,
    changes: [
      { login: 'ada', will: 'get a desktop', why: 'joined' },
      { login: 'grace', will: 'lose it', why: 'left' },
    ],
    renamed: [{ from: 'tim', to: 'timothy' }],
    leftOut: { withoutMail: 1, disabled: 0, withoutUsableLogin: 0 },
    unread: 0,
  });
  expect(text).toMatch(/ada {4}will get a desktop/);
  expect(text).toMatch(/grace {2}will lose it/);
  expect(text).toContain('renamed to timothy');
  expect(text).toContain('3 members: 1 would get a desktop, 1 would lose it');
});

test('a plan that the service would refuse says why', () => {
  const refused = { reason: 'GroupEmpty', explanation: 'The group has no member.', isRead: true };
  const text = planText({ group: 'sales', dryRun: true, refused, changes: [], renamed: [] });
  expect(text).toContain('Refused: GroupEmpty');
  expect(text).toContain('Nothing would change.');
});
