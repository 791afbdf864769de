import { expect, test } from 'vitest';
import { type Outcome, onOutcome } from '../src/domain/outcome.ts';
import { minute, noon, requestOf } from './samples.ts';

const reset = requestOf('ada', {
  kind: 'reset',
  status: 'doing',
  history: [{ at: noon + 700, state: 'doing' }],
});
const outcome = (given: Outcome, at = noon + minute) => onOutcome(reset, given, at)?.status;

test('an outcome is of the request that it names', () => {
  expect(outcome({ type: 'Reset', requestId: reset.id })).toBe('done');
  expect(outcome({ type: 'Reset', requestId: 'another' })).toBeUndefined();
  expect(outcome({ type: 'Refused', requestId: 'another', explanation: 'no' })).toBeUndefined();
});

test('an outcome is of its kind of request', () => {
  for (const type of ['Ready', 'Removed'] as const) expect(outcome({ type })).toBeUndefined();
  expect(outcome({ type: 'Rebooted', requestId: reset.id })).toBeUndefined();
});

test('what came before it was being done is of something else; the bus tells whole seconds', () => {
  const failed = { type: 'SeatFailed', explanation: 'It has failed.' } as const;
  expect(outcome(failed, noon)).toBe('failed');
  expect(outcome(failed, noon - 1000)).toBeUndefined();
});
