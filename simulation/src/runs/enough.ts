import type { Tally } from '../tally.ts';

/** Fewer than this say nothing about what happens how often. */
const enoughToCount = 1000;

/** What must have happened so often in a hundred histories, or the laws held because nothing tried them. */
export const atLeastPerHundred: Readonly<Record<string, number>> = {
  connect: 300,
  disconnect: 100,
  drop: 50,
  fail: 50,
  rebuild: 30,
  terminate: 30,
  'rebuild asked for': 2,
  'terminate asked for': 2,
  removal: 10,
  reboot: 10,
  create: 50,
  'create refused': 2,
  replacement: 0.5,
  'ResetCompleted.v1': 100,
  'SeatProvisioned.v1': 5,
  'WouldReset.v1': 2,
  'cancelled: userReturned': 10,
  'cancelled: connected': 5,
  'cancelled: neverConnected': 5,
  'cancelled: unmanaged': 5,
  'cancelled: held': 0.2,
  'cancelled: paused': 0.5,
  'paused by an outage': 2,
  'paused by a failed recreate': 0.5,
  'paused by failed rebuilds': 0.3,
  crash: 300,
  cut: 300,
  'time-out': 1,
  doubled: 1000,
  late: 300,
  redriven: 10,
  'timer lost': 10,
  throttled: 10,
  'no turn booked': 10,
  'entry refused': 10,
  'heard twice': 20,
  'claim overtaken': 2,
  'detector switched': 20,
  'told by a shard alone': 20,
  'alarm lost': 20,
  'alarm stuck': 20,
  'alarm deleted by a person': 20,
  'WorkSpaces Access lost': 10,
  'AWS API Call via CloudTrail lost': 5,
  'policy change': 50,
  'back at the last moment': 2,
  'held at the last moment': 0.5,
  'failed deliveries': 20,
  'DirectorySyncCompleted.v1': 200,
  'read that shows nothing': 50,
  'group refused: GroupEmpty': 50,
  'group refused: GroupShrunk': 10,
  'let pass by a person': 10,
  'left a group': 10,
  'SeatUnwanted.v1': 20,
  'connected, and gone from the group': 0.2,
  'tagged as the other group’s': 0.5,
};

/** Cases in which the service could not know better: it looked, and AWS did not show it yet. */
const excuses = ['connected unseen', 'return unseen', 'answer lost'];
/** What lay before a desktop was adopted is not the service's to deal with. Few are adopted in the middle of a history. */
const beforehand = ['used before it was ours', 'adopted since'];
const beforehandPerHundred = 5;
/** Of a thousand resets, so many may be excused because nobody could have known better. */
const excusedPerThousand = 5;
/** Whoever comes back at the very moment of a reset is seen by the look before it, or by nobody. */
const excusedPerHundredReturns = 5;

/** What happened too seldom, or was excused too often, for the laws to be said to hold. */
export function tooSeldom(tally: Tally, histories: number): string[] {
  if (histories < enoughToCount) return [];
  const seldom = Object.entries(atLeastPerHundred).flatMap(([what, least]) =>
    tally.of(what) < (least * histories) / 100
      ? [`${what}: ${tally.of(what)}, not ${(least * histories) / 100}`]
      : [],
  );
  const resets = tally.of('rebuild') + tally.of('terminate');
  const sum = (of: readonly string[]) => of.reduce((all, what) => all + tally.of(`excused: ${what}`), 0);
  const excused = sum(excuses);
  const returns = tally.of('back at the last moment');
  const expected = (resets * excusedPerThousand) / 1000 + (returns * excusedPerHundredReturns) / 100;
  const adopted = sum(beforehand);
  return [
    ...seldom,
    ...tooMany('excuses', excused, expected),
    ...tooMany('excused for what lay before', adopted, (beforehandPerHundred * histories) / 100),
  ];
}

/** With few histories chance alone brings more than expected, at times. */
function tooMany(what: string, count: number, expected: number): string[] {
  const most = expected + 3 * Math.sqrt(expected);
  return count <= most ? [] : [`${count} ${what}, more than ${most.toFixed(0)}`];
}
