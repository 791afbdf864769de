import { expect, test } from 'vitest';
import { day, entryOf, groupOf, hour, inWords, minute, office } from './given.ts';

test.each([
  'ServerUnreachable',
  'CertificateWrong',
  'BindFailed',
  'GroupNotFound',
  'ReadIncomplete',
  'SecretUnreadable',
] as const)('a group that can’t be read changes nothing: %s', async (reason) => {
  const { comesDue, members, shows, counts, lines, clock, events } = office();
  members('ada', 'grace');
  await comesDue();
  shows(reason);
  clock.at += 5 * minute;
  expect(await comesDue()).toEqual([`DirectorySyncRefused ${reason}`]);
  clock.at += 5 * minute;
  await comesDue();
  expect(events.at(-1)?.detail).toMatchObject({ times: 2, lastReadAt: '2026-08-03T12:00:00.000Z' });
  expect(counts.get('DirectorySyncRefused/sales/directory')).toBe(2);
  expect(lines.at(-1)?.fields).toMatchObject({ group: 'sales', reason });
  members('ada', 'grace');
  expect(await comesDue()).toEqual(['DirectorySyncCompleted']);
});

test('an empty group is not believed, unless its owner says that it may be empty', async () => {
  const { comesDue, members, configure, counts } = office();
  members('ada');
  await comesDue();
  members();
  expect(await comesDue()).toEqual(['DirectorySyncRefused GroupEmpty']);
  expect(counts.get('DirectorySyncRefused/sales/group')).toBe(1);
  configure([groupOf({ limits: { mayBeEmpty: true, leaversLeast: 2 } })]);
  expect(await comesDue()).toEqual(['SeatUnwanted ada', 'DirectorySyncCompleted']);
});

test('a group that shrinks by more than its limit is not believed, also when it does so bit by bit', async () => {
  const { comesDue, members, clock } = office([groupOf({ limits: { leaversShare: 0.2, leaversLeast: 1 } })]);
  const all = Array.from({ length: 10 }, (_, n) => `user${n}`);
  members(...all);
  await comesDue();
  members(...all.slice(3));
  expect(await comesDue()).toEqual(['DirectorySyncRefused GroupShrunk']);
  members(...all.slice(2));
  expect(await comesDue()).toHaveLength(3);
  clock.at += hour;
  members(...all.slice(3));
  expect(await comesDue()).toContain('DirectorySyncRefused GroupShrunk');
  clock.at += day;
  expect(await comesDue()).toContain('SeatUnwanted user2');
});

test('who leaves, comes back and leaves again counts twice; who came back within the delay, not at all', async () => {
  const limits = { leaversShare: 0, leaversLeast: 2 };
  const hasty = office([groupOf({ limits })]);
  const patient = office([groupOf({ limits, leaverDelaySeconds: 3600 })]);
  const flutter = async ({ members, comesDue }: ReturnType<typeof office>) => {
    const said: string[] = [];
    for (const who of [['ada'], ['ada', 'tim'], ['ada'], ['ada', 'tim'], ['ada'], ['ada', 'tim'], ['ada']]) {
      members(...who);
      said.push(...(await comesDue()));
    }
    return said.filter((one) => !one.startsWith('SeatWanted') && one !== 'DirectorySyncCompleted');
  };
  expect(await flutter(hasty)).toEqual([
    'SeatUnwanted tim',
    'SeatUnwanted tim',
    'DirectorySyncRefused GroupShrunk',
  ]);
  expect(await flutter(patient)).toEqual([]);
});

test('a person lets a shrunken group pass for one run, and the reason is kept', async () => {
  const { comesDue, members, hears, events, clock } = office([
    groupOf({ limits: { leaversShare: 0.2, leaversLeast: 1 } }),
  ]);
  const all = Array.from({ length: 10 }, (_, n) => `user${n}`);
  members(...all);
  await comesDue();
  members(...all.slice(5));
  clock.at += minute;
  await comesDue();
  const override = {
    guards: ['GroupShrunk' as const],
    reason: 'The office in Graz closed',
    requestedBy: 'eve',
  };
  const request = { type: 'Requested', group: 'sales', requestId: 'r-1', override } as const;
  const before = events.length;
  clock.at += minute;
  await hears(request);
  expect(events.slice(before).map(inWords)).toEqual([
    ...all.slice(0, 5).map((name) => `SeatUnwanted ${name}`),
    'DirectorySyncCompleted',
  ]);
  expect(events.at(-1)?.detail).toMatchObject({ left: 5, override });
  // The same request once more is answered already, and the limit holds for the next ones who leave.
  await hears(request);
  members(...all.slice(8));
  clock.at += minute;
  expect(await comesDue()).toEqual(['DirectorySyncRefused GroupShrunk']);
});

test('a group larger than was ever meant is not believed', async () => {
  const { comesDue, members } = office([groupOf({ limits: { membersMost: 2 } })]);
  members('ada', 'grace', 'linus');
  expect(await comesDue()).toEqual(['DirectorySyncRefused GroupTooLarge']);
});

test('two users with one login are told of, and nothing is changed', async () => {
  const { comesDue, shows } = office();
  shows({ entries: [entryOf('ada'), entryOf('ADA', { id: 'another' }), entryOf('grace')] });
  expect(await comesDue()).toEqual(['DirectorySyncRefused LoginTwice']);
  // One user found by two ways is one.
  shows({ entries: [entryOf('ada'), entryOf('ada')] });
  expect(await comesDue()).toEqual(['SeatWanted ada', 'DirectorySyncCompleted']);
});

test('a member who is listed and could not be read has not left', async () => {
  const { comesDue, shows, members, events } = office();
  members('ada', 'grace');
  await comesDue();
  shows({ entries: [entryOf('grace')], unread: [entryOf('ada').dn.toUpperCase()] });
  expect(await comesDue()).toEqual(['DirectorySyncCompleted']);
  expect(events.at(-1)?.detail).toMatchObject({ unread: 1, leaving: 0 });
});
