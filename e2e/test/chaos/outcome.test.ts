import { expect, it } from 'vitest';
import type { Report } from '../../src/chaos/outcome.ts';
import { brokenIn, type Verification } from '../../src/chaos/records.ts';
import { mildness } from '../../src/chaos/roughness.ts';
import { sizes } from '../../src/chaos/size.ts';
import type { Call } from '../../src/stack/cloud-state.ts';

const whole: Verification = { whole: true, records: 3, seats: 2, unwritten: 0, faults: [] };

it('records are right when every chain is whole and no reset is without its record', () => {
  expect(brokenIn(whole, 3)).toEqual([]);
  expect(brokenIn(whole, 4)).toEqual(['4 resets and 3 records']);
  expect(brokenIn({ ...whole, unwritten: 1 }, 3)).toEqual(['1 records are decided on and not written']);
  expect(brokenIn({ ...whole, whole: false }, 3)).toEqual(['a chain of records is broken']);
  const seat = { directoryId: 'd-1', userName: 'ada' };
  const faults = [{ seat, says: 'Record 1 is not there.' }];
  expect(brokenIn({ ...whole, whole: false, faults }, 3)).toEqual(['d-1/ada: Record 1 is not there.']);
});

const call: Call = {
  at: 1_500,
  api: 'WorkSpaces',
  operation: 'DescribeWorkspaces',
  caller: 'seats',
  request: {},
  outcome: 'answered',
};
const met = (kind: string, times: number) => ({ operation: 'DescribeWorkspaces', kind, met: times });

/** Ten calls during the storm and one before it, and everything went wrong as it shall. */
const rough: Pick<Report, 'books' | 'from' | 'to' | 'met' | 'killed' | 'restarts' | 'seats' | 'size'> = {
  books: {
    calls: [{ ...call, at: 999 }, ...Array.from({ length: 10 }, () => call)],
    moves: [],
    movesOf: () => [],
    usable: () => undefined,
    read: () => Promise.resolve(),
  },
  from: 1_000,
  to: 2_000,
  met: [
    met('throttle', 2),
    met('error', 1),
    met('dropEvent', 1),
    met('doubleEvent', 1),
    met('delayEvent', 1),
  ],
  killed: 1,
  restarts: [4_000],
  seats: [],
  size: { ...sizes.small, sessions: 0 },
};

it('a chaos shows nothing when nothing went wrong', () => {
  expect(mildness(rough)).toEqual([]);
  expect(mildness({ ...rough, killed: 0, restarts: [], met: [met('throttle', 1)] })).toEqual([
    'only 1 of 10 calls were throttled or failed',
    'no function was killed',
    'the base emulator was started again 0 times, not once',
    'no event of AWS met a doubleEvent',
    'no event of AWS met a delayEvent',
    'no event of AWS met a dropEvent',
  ]);
  expect(mildness({ ...rough, size: sizes.small })).toEqual(['there were 0 of 40 sessions']);
});
