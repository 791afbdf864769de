import { describe, expect, it } from 'vitest';
import { worthReading } from '../src/worth-reading.ts';

describe('what a person reads of a failed step', () => {
  it('is the end', () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    expect(worthReading(lines.join('\n'))).toEqual(lines.slice(40));
  });

  it('is what the failed packages said, from their first failure on', () => {
    const output = [
      '@cleandesk/bus:test: fine',
      '@cleandesk/timers:test: begins',
      '@cleandesk/timers:test: \u001b[31mAssertionError\u001b[39m: 1 is not 2',
      '@cleandesk/bus:test: all passed',
      '@cleandesk/timers:test: the end',
      'Failed:    @cleandesk/timers#test',
      ' ERROR  run failed',
    ].join('\n');
    expect(worthReading(output)).toEqual([
      '@cleandesk/timers:test: AssertionError: 1 is not 2',
      '@cleandesk/timers:test: the end',
    ]);
  });
});
