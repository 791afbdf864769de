import { expect, test } from 'vitest';
import { day, entryOf, groupOf, hour, inWords, minute, noon, office } from './given.ts';

test('who joins the group is wanted, with the tags by which its desktops are known', async () => {
  const { comesDue, members, events } = office();
  members('ada', 'Grace');
  expect(await comesDue()).toEqual(['SeatWanted ada', 'SeatWanted Grace', 'DirectorySyncCompleted']);
  expect(events[0]?.detail).toMatchObject({
    seat: { directoryId: 'd-9067000001', userName: 'ada' },
    claim: { source: 'group:sales', revision: noon },
    desired: {
      bundleId: 'wsb-standard1',
      tags: { CostCentre: '17', Automation: 'Managed', DirectoryGroup: 'sales' },
    },
    precedence: 0,
    evidence: 'sales@2026-08-03T12:00:00.000Z',
  });
  expect(events.at(-1)?.detail).toMatchObject({ members: 2, joined: 2, left: 0, dryRun: false });
});

test('as long as nothing changes, nothing is said', async () => {
  const { comesDue, members, clock } = office();
  members('ada');
  await comesDue();
  clock.at += 5 * minute;
  expect(await comesDue()).toEqual(['DirectorySyncCompleted']);
});

test('each claim is said once more within a day, for it may have been lost on its way', async () => {
  const { comesDue, members, clock } = office();
  members('ada');
  await comesDue();
  const heard: string[] = [];
  for (let hours = 0; hours < 24; hours += 1) {
    clock.at += hour;
    heard.push(...(await comesDue()));
  }
  expect(heard.filter((one) => one === 'SeatWanted ada')).toHaveLength(1);
});

test('who leaves is unwanted after the delay, and only what is tagged as the group’s', async () => {
  const { comesDue, members, clock, events } = office([
    groupOf({ leaverDelaySeconds: 3600, connectedLeaverSeconds: 7200 }),
  ]);
  members('ada', 'grace');
  await comesDue();
  members('grace');
  clock.at += 5 * minute;
  expect(await comesDue()).toEqual(['DirectorySyncCompleted']);
  expect(events.at(-1)?.detail).toMatchObject({ leaving: 1, left: 0 });
  clock.at += 50 * minute;
  expect(await comesDue()).toEqual(['DirectorySyncCompleted']);
  clock.at += 10 * minute;
  expect(await comesDue()).toEqual(['SeatUnwanted ada', 'DirectorySyncCompleted']);
  expect(events.at(-2)?.detail).toMatchObject({
    claim: { source: 'group:sales', revision: clock.at },
    onlyTagged: { Automation: 'Managed', DirectoryGroup: 'sales' },
    connectedForSeconds: 7200,
  });
});

test('who comes back within the delay never left', async () => {
  const { comesDue, members, clock } = office([groupOf({ leaverDelaySeconds: 3600 })]);
  members('ada', 'grace');
  await comesDue();
  members('grace');
  clock.at += 5 * minute;
  await comesDue();
  members('ada', 'grace');
  clock.at += 5 * minute;
  expect(await comesDue()).toEqual(['DirectorySyncCompleted']);
  clock.at += 2 * hour;
  expect(await comesDue()).toEqual(['DirectorySyncCompleted']);
});

test('what a run had decided and could not say is said by the next one, also of who has left since', async () => {
  const { comesDue, members, clock, refuse } = office([groupOf({ leaverDelaySeconds: 3600 })]);
  members('ada', 'grace');
  refuse(1);
  await expect(comesDue()).rejects.toThrow('The bus does not answer');
  members('grace');
  clock.at += 5 * minute;
  // She keeps the claim for the delay. When this run has ended nobody knows that it was never said.
  expect(await comesDue()).toEqual(['SeatWanted ada', 'SeatWanted grace', 'DirectorySyncCompleted']);
  members('ada', 'grace');
  clock.at += 5 * minute;
  expect(await comesDue()).toEqual(['DirectorySyncCompleted']);
});

test('who comes back later is wanted again, with a newer claim', async () => {
  const { comesDue, members, clock, events } = office();
  members('ada', 'grace');
  await comesDue();
  members('grace');
  clock.at += 5 * minute;
  expect(await comesDue()).toEqual(['SeatUnwanted ada', 'DirectorySyncCompleted']);
  members('ada', 'grace');
  clock.at += 5 * minute;
  expect(await comesDue()).toEqual(['SeatWanted ada', 'DirectorySyncCompleted']);
  expect(events.at(-1)?.detail).toMatchObject({ returned: 1 });
});

test('members without a mail address get no desktop, and keep the one they have', async () => {
  const { comesDue, shows, events, configure } = office();
  shows({ entries: [entryOf('ada'), entryOf('grace', { hasMail: false })] });
  expect(await comesDue()).toEqual(['SeatWanted ada', 'DirectorySyncCompleted']);
  expect(events.at(-1)?.detail).toMatchObject({ leftOut: { withoutMail: 1 } });
  shows({ entries: [entryOf('ada', { hasMail: false }), entryOf('grace', { hasMail: false })] });
  expect(await comesDue()).toEqual(['DirectorySyncCompleted']);
  configure([groupOf({ requireMail: false })]);
  expect(await comesDue()).toEqual(['SeatWanted grace', 'DirectorySyncCompleted']);
});

test('a disabled account is no member, unless its owner wants it to be one', async () => {
  const { comesDue, shows, members, configure } = office();
  members('ada', 'grace');
  await comesDue();
  shows({ entries: [entryOf('ada', { isDisabled: true }), entryOf('grace')] });
  expect(await comesDue()).toEqual(['SeatUnwanted ada', 'DirectorySyncCompleted']);
  configure([groupOf({ excludeDisabled: false })]);
  expect(await comesDue()).toEqual(['SeatWanted ada', 'DirectorySyncCompleted']);
});

test.each([undefined, '', 'x'.repeat(64), 'a/b', 'tab\there', ' ada'])(
  'a login that no desktop can have is left out: %j',
  async (login) => {
    const { comesDue, shows, events } = office();
    shows({ entries: [entryOf('ada'), entryOf('odd', { login })] });
    expect(await comesDue()).toEqual(['SeatWanted ada', 'DirectorySyncCompleted']);
    expect(events.at(-1)?.detail).toMatchObject({ leftOut: { withoutUsableLogin: 1 } });
  },
);

test('a login that was renamed destroys nothing and makes nothing; a person decides', async () => {
  const { comesDue, shows, members, events, hears } = office();
  members('ada', 'grace');
  await comesDue();
  shows({ entries: [entryOf('ada.lovelace', { id: 'id-ada' }), entryOf('grace')] });
  expect(await comesDue()).toEqual(['DirectorySyncCompleted']);
  expect(events.at(-1)?.detail).toMatchObject({ renamed: [{ from: 'ada', to: 'ada.lovelace' }] });
  const override = { guards: ['UsersRenamed' as const], reason: 'She starts anew', requestedBy: 'eve' };
  const before = events.length;
  await hears({ type: 'Requested', group: 'sales', requestId: 'r-1', override });
  expect(events.slice(before).map(inWords)).toEqual([
    'SeatWanted ada.lovelace',
    'SeatUnwanted ada',
    'DirectorySyncCompleted',
  ]);
});

test('another person under a known login does not get that desktop without a person’s word', async () => {
  const { comesDue, shows, members, events } = office();
  members('ada', 'grace');
  await comesDue();
  shows({ entries: [entryOf('ada', { id: 'somebody-else' }), entryOf('grace')] });
  expect(await comesDue()).toEqual(['DirectorySyncCompleted']);
  expect(events.at(-1)?.detail).toMatchObject({ renamed: [{ from: 'ada', to: 'ada' }] });
});

test('of two groups with one user both claim, and each says which one decides', async () => {
  const sales = groupOf();
  const support = groupOf({ name: 'support', groupDn: 'CN=Support,DC=example,DC=com' }, 1);
  const { comesDue, shows, events } = office([sales, support]);
  shows({ entries: [entryOf('ada')] }, sales);
  shows({ entries: [entryOf('ada'), entryOf('grace')] }, support);
  await comesDue('sales');
  expect(await comesDue('support')).toEqual(['SeatWanted ada', 'SeatWanted grace', 'DirectorySyncCompleted']);
  const [ofAda, ofGrace] = events.slice(2);
  expect(ofAda?.detail).toMatchObject({ precedence: 1, decidedBy: 'sales' });
  expect(ofGrace?.detail).not.toHaveProperty('decidedBy');
});

test('in dry run everything is told and nothing is asked for', async () => {
  const { comesDue, members, configure, events } = office([groupOf({ dryRun: true })]);
  members('ada', 'grace');
  expect(await comesDue()).toEqual(['DirectorySyncCompleted']);
  expect(events.at(-1)?.detail).toMatchObject({ dryRun: true, joined: 2 });
  configure([groupOf()]);
  expect(await comesDue()).toEqual(['SeatWanted ada', 'SeatWanted grace', 'DirectorySyncCompleted']);
});

test('when the group’s desktops shall be different ones, all claims are said anew', async () => {
  const { comesDue, members, configure, clock } = office();
  members('ada');
  await comesDue();
  configure([groupOf({ desired: { bundleId: 'wsb-other0001' } })]);
  clock.at += minute;
  expect(await comesDue()).toEqual(['SeatWanted ada', 'DirectorySyncCompleted']);
  expect(await comesDue()).toEqual(['DirectorySyncCompleted']);
});

test('what was committed and not said is said by the next run', async () => {
  const { comesDue, members, refuse, events, clock } = office();
  members('ada', 'grace');
  refuse(1);
  await expect(comesDue()).rejects.toThrow('does not answer');
  expect(events).toEqual([]);
  // Before it could be said, she left again.
  members('grace');
  clock.at += minute;
  expect(await comesDue()).toEqual(['SeatUnwanted ada', 'SeatWanted grace', 'DirectorySyncCompleted']);
});

test('one run of a group at a time; a person’s request waits for its turn', async () => {
  const { world, comesDue, hears, members } = office();
  members('ada');
  await world.notebook.begin('sales', { now: noon, until: noon + 5 * minute });
  expect(await comesDue()).toEqual([]);
  await expect(hears({ type: 'Requested', group: 'sales', requestId: 'r-1' })).rejects.toThrow('under way');
});

test('a group that is not configured any more is not read', async () => {
  const { comesDue, lines } = office();
  expect(await comesDue('gone')).toEqual([]);
  expect(lines.at(-1)?.fields).toEqual({ group: 'gone' });
});

test('a seat that failed is asked for again, ever less often, until it has its desktop', async () => {
  const { comesDue, members, hears, clock, events } = office();
  members('ada');
  await comesDue();
  const seat = { directoryId: 'd-9067000001', userName: 'ada' };
  const fails = () => hears({ type: 'SeatFailed', seat, reason: 'ResourceNotFound.User', at: clock.at });
  const retriesWithin = async (minutes: number) => {
    let retries = 0;
    for (let passed = 0; passed < minutes; passed += 5) {
      clock.at += 5 * minute;
      for (const word of await comesDue()) retries += word === 'SeatWanted ada' ? 1 : 0;
    }
    return retries;
  };
  await fails();
  expect(await retriesWithin(55)).toBe(0);
  expect(await retriesWithin(5)).toBe(1);
  await fails();
  expect(await retriesWithin(115)).toBe(0);
  expect(await retriesWithin(5)).toBe(1);
  // A person who asks does not wait.
  await fails();
  await hears({ type: 'Requested', group: 'sales', requestId: 'r-1' });
  expect(events.at(-1)?.detail).toMatchObject({ retried: 1 });
  await hears({ type: 'SeatProvisioned', seat });
  clock.at += 2 * day;
  await comesDue();
  expect(await retriesWithin(20)).toBe(0);
});

test('a desktop that belongs to another group is told of, and hinders nobody else', async () => {
  const { comesDue, members, hears, events, clock, counts } = office();
  members('ada', 'grace');
  await comesDue();
  const before = events.length;
  const failed = { type: 'SeatFailed', reason: 'DesktopOfAnotherGroup' } as const;
  const seat = { directoryId: 'd-9067000001', userName: 'ada' };
  await hears({ ...failed, seat, at: clock.at });
  await hears({ ...failed, seat, at: clock.at });
  await hears({ ...failed, seat: { ...seat, userName: 'nobody' }, at: clock.at });
  await hears({ ...failed, seat: { ...seat, directoryId: 'd-9067000009' }, at: clock.at });
  expect(events.slice(before).map(inWords)).toEqual(['DirectorySyncRefused DesktopInTheWay']);
  expect(events.at(-1)?.detail).toMatchObject({ seat });
  expect(counts.get('MemberWithoutDesktop/sales')).toBe(1);
  // All others are synchronised: no alarm.
  expect([...counts.keys()].filter((key) => key.startsWith('DirectorySyncRefused'))).toEqual([]);
});

test('a thousand who join are said in one run', async () => {
  const { comesDue, members } = office();
  members(...Array.from({ length: 1000 }, (_, n) => `user${n}`));
  expect(await comesDue()).toHaveLength(1001);
});
